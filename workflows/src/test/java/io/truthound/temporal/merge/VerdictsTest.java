package io.truthound.temporal.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.plan.SettledRule;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.Tallies;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.AgainstHistory;
import io.truthound.temporal.rule.CompletenessRatio;
import io.truthound.temporal.rule.Figure;
import io.truthound.temporal.rule.HistoryMethod;
import io.truthound.temporal.rule.Mean;
import io.truthound.temporal.rule.MixedType;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RowCount;
import io.truthound.temporal.rule.RowOptions;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.Severity;
import io.truthound.temporal.rule.Tolerance;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0    | 0 | PASSED  | no row to evaluate",
        "1000 | 0 | PASSED  | all 1,000 rows passed",
        "1000 | 1 | PASSED  | 1 of 1,000 rows failed",
        "1000 | 2 | FAILED  | 2 of 1,000 rows failed",
        "999  | 1 | FAILED  | 1 of 999 rows failed",
      })
  void judgesARowRuleOnTheTotals(long evaluated, long failed, Status status, String message) {
    NotNull rule =
        new NotNull("a").withOptions(RowOptions.DEFAULT.withTolerance(Tolerance.mostly("0.999")));

    RuleResult result = one(rule, evaluated, failed);

    assertThat(result.status()).isEqualTo(status);
    assertThat(result.message()).isEqualTo(message);
    assertThat(result.tally()).isEqualTo(new Tally(evaluated, failed));
    assertThat(result.mostly()).isEqualByComparingTo("0.999");
    assertThat(result.observed()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-    | 0    | 0    | PASSED | 0 rows",
        "1    | -    | 0    | FAILED | 0 rows, outside 1 or more",
        "1    | -    | 1    | PASSED | 1 rows",
        "-    | 5    | 5    | PASSED | 5 rows",
        "-    | 5    | 6    | FAILED | 6 rows, outside 5 or fewer",
        "2    | 5000 | 2    | PASSED | 2 rows",
        "2    | 5000 | 5000 | PASSED | 5,000 rows",
        "2    | 5000 | 5001 | FAILED | 5,001 rows, outside 2 to 5,000",
      })
  void judgesTheNumberOfRows(Long min, Long max, long rows, Status status, String message) {
    RuleResult result = one(new RowCount(min, max), rows, 0);

    assertThat(result.status()).isEqualTo(status);
    assertThat(result.message()).isEqualTo(message);
    assertThat(result.observed()).isEqualTo(Long.toString(rows));
    assertThat(result.mostly()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.5   | 0    | 0 | PASSED | 1        | 0 of 0 rows have a value",
        "0.5   | 4    | 2 | PASSED | 0.5      | 2 of 4 rows have a value",
        "0.5   | 5    | 3 | FAILED | 0.4      | 2 of 5 rows have a value, below the share 0.5",
        "0.999 | 1000 | 1 | PASSED | 0.999    | 999 of 1,000 rows have a value",
        "0.999 | 999  | 1 | FAILED | 0.998999 | 998 of 999 rows have a value, below the share 0.999",
        "0     | 3    | 3 | PASSED | 0        | 0 of 3 rows have a value",
        "1     | 3    | 0 | PASSED | 1        | 3 of 3 rows have a value",
      })
  void judgesTheShareOfValues(
      BigDecimal ratio, long rows, long nulls, Status status, String observed, String message) {
    RuleResult result = one(new CompletenessRatio("a", ratio), rows, nulls);

    assertThat(result.status()).isEqualTo(status);
    assertThat(result.observed()).isEqualTo(observed);
    assertThat(result.message()).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "     | 10 | 1  | PASSED | 0.1      | 1 of 10 texts are numbers",
        "     | 10 | 2  | FAILED | 0.2      | 2 of 10 texts are numbers, and both kinds are more than the share 0.1",
        "0.35 | 3  | 1  | PASSED | 0.333333 | 1 of 3 texts are numbers",
        "0    | 3  | 3  | PASSED | 1        | 3 of 3 texts are numbers",
        "0    | 0  | 0  | PASSED | 0        | 0 of 0 texts are numbers",
      })
  void judgesWhetherTextIsMixed(
      BigDecimal most, long texts, long numbers, Status status, String observed, String message) {
    RuleResult result = one(new MixedType("a", most, Severity.ERROR, null), texts, numbers);

    assertThat(result.status()).isEqualTo(status);
    assertThat(result.observed()).isEqualTo(observed);
    assertThat(result.message()).isEqualTo(message);
  }

  @ParameterizedTest
  @CsvSource({"CRITICAL, FAILED", "ERROR, FAILED", "WARNING, WARNING", "INFO, WARNING"})
  void aBrokenRuleMeansWhatItsSeveritySays(Severity severity, Status status) {
    NotNull row = new NotNull("a").withOptions(RowOptions.DEFAULT.withSeverity(severity));

    assertThat(one(row, 2, 1).status()).isEqualTo(status);
    assertThat(one(new RowCount(3L, null, severity, null), 2, 0).status()).isEqualTo(status);
  }

  @Test
  void whatPlanningDecidedStands() {
    DecidedRule decided = new DecidedRule(1, Status.SKIPPED, "int32", "\"b\" is missing");
    List<Rule> rules = List.of(new NotNull("a"), new NotNull("b"));
    Tallies totals = new Tallies(List.of(new Tally(3, 0), new Tally(3, 3)));

    List<RuleResult> results = new Verdicts(rules, List.of(decided)).of(totals, null, null);

    assertThat(results.get(0).status()).isEqualTo(Status.PASSED);
    assertThat(results.get(1).status()).isEqualTo(Status.SKIPPED);
    assertThat(results.get(1).tally()).isEqualTo(Tally.NONE);
    assertThat(results.get(1).observed()).isEqualTo("int32");
    assertThat(results.get(1).message()).isEqualTo("\"b\" is missing");
  }

  /** Without a past a figure is SKIPPED, but not one that could not be measured. */
  @Test
  void aLackOfAPastHidesNoError() {
    Rule given = new AgainstHistory(Figure.MEAN, "a", HistoryMethod.RANGE, null);
    Rule mean = new Mean("a", 0, null);
    SettledRule settled = new SettledRule(0, given, mean, "0 earlier runs", false);
    Verdicts verdicts =
        new Verdicts(List.of(mean), List.of(), List.of(), List.of(), List.of(settled));

    assertThat(measured(verdicts, Status.ERROR, null, "the store does not answer"))
        .extracting(RuleResult::status, RuleResult::message)
        .containsExactly(Status.ERROR, "the store does not answer");
    assertThat(measured(verdicts, Status.FAILED, null, "there is no value"))
        .extracting(RuleResult::status, RuleResult::message)
        .containsExactly(Status.SKIPPED, "there is no value; 0 earlier runs");
    assertThat(measured(verdicts, Status.PASSED, "7", "the mean of 2 values is 7"))
        .extracting(RuleResult::status, RuleResult::message, RuleResult::observed)
        .containsExactly(Status.SKIPPED, "it is 7; 0 earlier runs", "7");
  }

  private static RuleResult measured(
      Verdicts verdicts, Status status, @Nullable String observed, String message) {
    MeasuredRule rule = new MeasuredRule(0, status, observed, message);
    Tallies totals = new Tallies(List.of(new Tally(2, 0)));
    return verdicts.of(new Verdicts.Basis(totals, null, null, List.of(rule))).get(0);
  }

  @Test
  void skipsRowRulesThatSawNoRowAndDatasetRulesThatSawNotAll() {
    List<Rule> rules = List.of(new NotNull("a"), new RowCount(9L, null));
    Tallies totals = new Tallies(List.of(new Tally(3, 1), new Tally(3, 0)));
    Verdicts verdicts = new Verdicts(rules, List.of());

    List<RuleResult> unreached = verdicts.of(totals, "no chunk was reached", "ended early");
    List<RuleResult> partial = verdicts.of(totals, null, "some rows could not be read");

    assertThat(unreached.get(0).status()).isEqualTo(Status.SKIPPED);
    assertThat(unreached.get(0).tally()).isEqualTo(Tally.NONE);
    assertThat(unreached.get(1).message()).isEqualTo("ended early");
    assertThat(partial.get(0).status()).isEqualTo(Status.FAILED);
    assertThat(partial.get(1).status()).isEqualTo(Status.SKIPPED);
    assertThat(partial.get(1).tally()).isEqualTo(new Tally(3, 0));
  }

  private static RuleResult one(Rule rule, long evaluated, long failed) {
    Tallies totals = new Tallies(List.of(new Tally(evaluated, failed)));
    return new Verdicts(List.of(rule), List.of()).of(totals, null, null).get(0);
  }
}
