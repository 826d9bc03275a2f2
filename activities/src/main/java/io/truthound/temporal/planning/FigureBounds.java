package io.truthound.temporal.planning;

import io.truthound.temporal.plan.SettledRule;
import io.truthound.temporal.rule.AgainstHistory;
import io.truthound.temporal.rule.CompletenessRatio;
import io.truthound.temporal.rule.ExactDistinctCount;
import io.truthound.temporal.rule.Figure;
import io.truthound.temporal.rule.HistoryMethod;
import io.truthound.temporal.rule.Max;
import io.truthound.temporal.rule.Mean;
import io.truthound.temporal.rule.Median;
import io.truthound.temporal.rule.Min;
import io.truthound.temporal.rule.Quantile;
import io.truthound.temporal.rule.RowCount;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.Severity;
import io.truthound.temporal.rule.Std;
import io.truthound.temporal.rule.Sum;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a figure may lie by those of the runs before.
 *
 * @param min the lowest value; null where there is no bound
 * @param max the highest value; null where there is no bound
 */
record FigureBounds(@Nullable BigDecimal min, @Nullable BigDecimal max) {
  /** Below every number of an exact type, and every double that is likely to be one. */
  private static final BigDecimal LOWEST = BigDecimal.TEN.pow(39).negate();

  /** Puts the rule that measures the figure in the place of one that holds it against others. */
  static SettledRule settled(int index, AgainstHistory rule, PastFigures before) {
    int runs = before.values().size();
    if (runs < rule.minRuns()) {
      String from =
          "%d earlier %s it to be held against (needed: %d)"
              .formatted(runs, runs == 1 ? "run has" : "runs have", rule.minRuns());
      return new SettledRule(index, rule, none(rule.figure()).rule(rule), from, false);
    }
    FigureBounds bounds = of(rule, before);
    return new SettledRule(index, rule, bounds.rule(rule), bounds.words(rule, before), true);
  }

  /** Returns bounds that nothing lies outside of: a rule without any is none. */
  private static FigureBounds none(Figure figure) {
    return new FigureBounds(figure.ofNumbers() ? LOWEST : BigDecimal.ZERO, null);
  }

  private static FigureBounds of(AgainstHistory rule, PastFigures before) {
    BigDecimal rounding = before.rounding(rule.figure());
    if (rule.method() == HistoryMethod.RANGE) {
      return new FigureBounds(before.lowest().subtract(rounding), before.highest().add(rounding))
          .fitting(rule.figure());
    }
    BigDecimal threshold = Objects.requireNonNull(rule.threshold());
    BigDecimal mean = before.mean();
    BigDecimal distance =
        switch (rule.method()) {
          case RANGE, ABSOLUTE -> threshold;
          case RELATIVE -> threshold.multiply(mean.abs());
          case STD -> threshold.multiply(before.deviation());
        };
    distance = distance.add(rounding);
    return new FigureBounds(mean.subtract(distance), mean.add(distance)).fitting(rule.figure());
  }

  /** Counts are whole and not negative; shares lie between 0 and 1. */
  private FigureBounds fitting(Figure figure) {
    BigDecimal low = Objects.requireNonNull(min);
    BigDecimal high = Objects.requireNonNull(max);
    if (figure == Figure.COMPLETENESS_RATIO) {
      return new FigureBounds(low.max(BigDecimal.ZERO).min(BigDecimal.ONE), null);
    }
    if (!figure.counts()) {
      return this;
    }
    BigDecimal least = low.setScale(0, RoundingMode.CEILING);
    BigDecimal most = high.setScale(0, RoundingMode.FLOOR);
    // Between two whole numbers there is none: then both are near enough.
    return least.compareTo(most) <= 0
        ? new FigureBounds(least.max(BigDecimal.ZERO), most)
        : new FigureBounds(most.max(BigDecimal.ZERO), least);
  }

  private Rule rule(AgainstHistory rule) {
    String column = rule.column() == null ? "" : rule.column();
    Severity severity = rule.severity();
    String name = rule.name();
    return switch (rule.figure()) {
      case ROW_COUNT -> new RowCount(whole(min), whole(max), severity, name);
      case DISTINCT_COUNT -> new ExactDistinctCount(column, whole(min), whole(max), severity, name);
      case COMPLETENESS_RATIO ->
          new CompletenessRatio(column, Objects.requireNonNull(min), severity, name);
      case MEAN -> new Mean(column, min, max, severity, name);
      case STD -> new Std(column, min, max, severity, name);
      case SUM -> new Sum(column, min, max, severity, name);
      case MIN -> new Min(column, min, max, severity, name);
      case MAX -> new Max(column, min, max, severity, name);
      case MEDIAN -> new Median(column, min, max, severity, name);
      case QUANTILE ->
          new Quantile(column, Objects.requireNonNull(rule.q()), min, max, severity, name);
    };
  }

  private static @Nullable Long whole(@Nullable BigDecimal bound) {
    return bound == null ? null : bound.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValueExact();
  }

  private String words(AgainstHistory rule, PastFigures before) {
    boolean counts = rule.figure().counts();
    int runs = before.values().size();
    String low = shown(before.lowest(), counts);
    String high = shown(before.highest(), counts);
    String range = low.equals(high) ? low : low + " to " + high;
    String mean = low.equals(high) ? "" : ", " + shown(before.mean(), false) + " on average";
    String allowed =
        max == null
            ? shown(Objects.requireNonNull(min), counts) + " or more"
            : shown(Objects.requireNonNull(min), counts) + " to " + shown(max, counts);
    return "the last %s had %s%s: allowed is %s"
        .formatted(runs == 1 ? "run" : runs + " runs", range, mean, allowed);
  }

  private static String shown(BigDecimal number, boolean counts) {
    if (counts) {
      return String.format(Locale.ROOT, "%,d", number.toBigInteger());
    }
    BigDecimal short6 = number.scale() > 6 ? number.setScale(6, RoundingMode.HALF_EVEN) : number;
    return (short6.signum() == 0 ? BigDecimal.ZERO : short6.stripTrailingZeros()).toPlainString();
  }
}
