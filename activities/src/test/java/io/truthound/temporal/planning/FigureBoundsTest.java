package io.truthound.temporal.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.plan.SettledRule;
import io.truthound.temporal.rule.AgainstHistory;
import io.truthound.temporal.rule.Figure;
import io.truthound.temporal.rule.HistoryMethod;
import io.truthound.temporal.rule.Mean;
import io.truthound.temporal.rule.RowCount;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a figure may lie by those of earlier runs, worked out by hand. */
class FigureBoundsTest {

  @ParameterizedTest(name = "{0} {1}: {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "row_count | range | - | 10 12 11 | {'type':'row_count','min':10,'max':12}",
        "row_count | absolute | 1.5 | 10 12 11 | {'type':'row_count','min':10,'max':12}",
        "row_count | relative | 0.2 | 100 | {'type':'row_count','min':80,'max':120}",
        // the mean is 10.5: both neighbours are near enough
        "row_count | absolute | 0 | 10 11 | {'type':'row_count','min':10,'max':11}",
        // n - 1: the deviation of 2, 4, 4, 4, 5, 5, 7, 9 is 2.138, their mean 5
        "row_count | std | 2 | 2 4 4 4 5 5 7 9 | {'type':'row_count','min':1,'max':9}",
        // below 0 there is no count
        "row_count | relative | 2 | 3 | {'type':'row_count','min':0,'max':9}",
        "distinct_count | range | - | 3 7 | {'type':'distinct_count','column':'c','min':3,'max':7}",
        // only a fall is refused, and a share beyond 1 never asked for
        "completeness_ratio | range | - | 0.9 1 | {'type':'completeness_ratio','column':'c','min_ratio':0.8999995}",
        "completeness_ratio | absolute | 2 | 0.9 | {'type':'completeness_ratio','column':'c','min_ratio':0}",
        // six decimals are shown, so that half of the sixth may be missing
        "mean | range | - | 3.166667 4 | {'type':'mean','column':'c','min':3.1666665,'max':4.0000005}",
        "mean | range | - | 0.00000123 | {'type':'mean','column':'c','min':0.000001225,'max':0.000001235}",
        "mean | relative | 0.1 | -10 | {'type':'mean','column':'c','min':-11.0000005,'max':-8.9999995}",
        "sum | range | - | 5 -7 | {'type':'sum','column':'c','min':-7,'max':5}",
        "std | absolute | 1 | 2 2 | {'type':'std','column':'c','min':0.9999995,'max':3.0000005}",
        "min | range | - | 5 | {'type':'min','column':'c','min':5,'max':5}",
        "max | range | - | 5 | {'type':'max','column':'c','min':5,'max':5}",
        // four digits are shown of an estimate
        "median | range | - | 1234 | {'type':'median','column':'c','min':1233.5,'max':1234.5}",
        "median | range | - | 12345 | {'type':'median','column':'c','min':12344.9999995,'max':12345.0000005}",
      })
  void areThoseOfTheMethod(
      String figure, String method, BigDecimal threshold, String before, String expected) {
    Figure measured = Figure.parse(figure);
    AgainstHistory rule =
        new AgainstHistory(
                measured, measured.ofColumn() ? "c" : null, HistoryMethod.parse(method), threshold)
            .withRuns(8);
    PastFigures figures = figures(before);

    SettledRule settled = FigureBounds.settled(3, withMinRuns(rule, figures), figures);

    assertThat(settled.rule()).isEqualTo(3);
    assertThat(settled.judged()).isTrue();
    assertThat(RuleSet.of(settled.as())).isEqualTo(RuleSet.parse(expected.replace('\'', '"')));
  }

  @Test
  void withTooFewRunsTheFigureIsMeasuredOnly() {
    AgainstHistory rule = new AgainstHistory(Figure.MEAN, "c", HistoryMethod.RANGE, null);

    SettledRule settled = FigureBounds.settled(0, rule, figures("7"));

    assertThat(settled.judged()).isFalse();
    assertThat(settled.as()).isInstanceOf(Mean.class);
    assertThat(settled.from()).isEqualTo("1 earlier run has it to be held against (needed: 2)");
  }

  @Test
  void whatIsSettledHasTheNameAndTheSeverity() {
    Rule rule =
        new AgainstHistory(Figure.ROW_COUNT, null, HistoryMethod.RANGE, null)
            .named("as usual")
            .warning();

    SettledRule settled = FigureBounds.settled(0, (AgainstHistory) rule, figures("1000 2000"));

    assertThat(settled.as()).isEqualTo(new RowCount(1000L, 2000L).named("as usual").warning());
    assertThat(settled.from())
        .isEqualTo(
            "the last 2 runs had 1,000 to 2,000, 1500 on average: allowed is 1,000 to 2,000");
  }

  private static AgainstHistory withMinRuns(AgainstHistory rule, PastFigures figures) {
    return new AgainstHistory(
        rule.figure(),
        rule.column(),
        rule.q(),
        rule.runs(),
        rule.method(),
        rule.threshold(),
        figures.values().size(),
        false,
        rule.severity(),
        rule.name());
  }

  private static PastFigures figures(String values) {
    List<BigDecimal> figures =
        Arrays.stream(Objects.requireNonNull(values).split(" ")).map(BigDecimal::new).toList();
    return new PastFigures(figures);
  }
}
