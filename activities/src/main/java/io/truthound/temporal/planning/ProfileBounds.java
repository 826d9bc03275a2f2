package io.truthound.temporal.planning;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.reader.ColumnNames;
import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.ColumnProfile.Frequent;
import io.truthound.temporal.result.ColumnProfile.Histogram;
import io.truthound.temporal.result.ColumnProfile.Numbers;
import io.truthound.temporal.result.ColumnProfile.Quantile;
import io.truthound.temporal.result.ColumnProfile.Quantiles;
import io.truthound.temporal.rule.AgainstHistory;
import io.truthound.temporal.rule.Drift;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.Outlier;
import io.truthound.temporal.rule.OutlierMethod;
import io.truthound.temporal.rule.PastRule;
import io.truthound.temporal.rule.ProfileDistance;
import io.truthound.temporal.rule.ProfileRule;
import io.truthound.temporal.rule.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a profile makes of a rule that holds a column against it. */
final class ProfileBounds {
  private static final BigDecimal LOWER_QUARTILE = new BigDecimal("0.25");
  private static final BigDecimal UPPER_QUARTILE = new BigDecimal("0.75");

  private final ColumnProfile column;
  private final @Nullable Rule rule;
  private final String from;

  /**
   * Makes it.
   *
   * @throws RefusedException if the column was not profiled
   */
  ProfileBounds(int index, ProfileRule given, LastProfile profile) throws RefusedException {
    List<String> names = profile.columns().stream().map(ColumnProfile::name).toList();
    Optional<ColumnProfile> found = profile.column(given.column());
    if (found.isEmpty()) {
      throw new RefusedException(
          FailureTypes.RULES_REFUSED,
          "Invalid rule %d (%s): the last profile of %s has no column \"%s\" (%s)"
              .formatted(
                  index,
                  given.type(),
                  profile.dataset(),
                  given.column(),
                  ColumnNames.told(given.column(), names, ColumnNames.SOME)));
    }
    this.column = found.get();
    this.rule = made(given).orElse(null);
    this.from =
        rule == null
            ? "the last profile of %s does not say how its values lie".formatted(profile.dataset())
            : "by the last profile of %s, of %s"
                .formatted(profile.dataset(), words(rule, column.values()));
  }

  /** Returns the rule; null where the profile does not say what it is made of. */
  @Nullable Rule rule() {
    return rule;
  }

  /** Returns what it was made of, or why there is none, for a person. */
  String from() {
    return from;
  }

  private Optional<Rule> made(ProfileRule given) {
    return given.accept(
        new PastRule.Visitor<Optional<Rule>>() {
          @Override
          public Optional<Rule> againstHistory(AgainstHistory rule) {
            throw new IllegalArgumentException("Not about a profile: " + rule.type());
          }

          @Override
          public Optional<Rule> outlier(Outlier rule) {
            return rule.method() == OutlierMethod.IQR ? byQuartiles(rule) : byDeviation(rule);
          }

          @Override
          public Optional<Rule> drift(Drift rule) {
            return column.type().numeric() ? byBins(rule) : byValues(rule);
          }
        });
  }

  private Optional<Rule> byQuartiles(Outlier rule) {
    BigDecimal lower = quantile(LOWER_QUARTILE);
    BigDecimal upper = quantile(UPPER_QUARTILE);
    if (lower == null || upper == null) {
      return Optional.empty();
    }
    BigDecimal distance = upper.subtract(lower).multiply(rule.threshold());
    return range(rule, lower.subtract(distance), upper.add(distance));
  }

  private Optional<Rule> byDeviation(Outlier rule) {
    Numbers numbers = column.numbers();
    BigDecimal mean = numbers == null ? null : numbers.mean();
    BigDecimal deviation = numbers == null ? null : numbers.std();
    if (mean == null || deviation == null) {
      return Optional.empty();
    }
    BigDecimal distance = deviation.multiply(rule.threshold());
    return range(rule, mean.subtract(distance), mean.add(distance));
  }

  private static Optional<Rule> range(Outlier rule, BigDecimal min, BigDecimal max) {
    return Optional.of(new InRange(rule.column(), min, max).withOptions(rule.options()));
  }

  private Optional<Rule> byBins(Drift rule) {
    Histogram histogram = column.histogram();
    BigDecimal from = histogram == null ? null : number(histogram.from());
    BigDecimal to = histogram == null ? null : number(histogram.to());
    return histogram == null || from == null || to == null
        ? Optional.empty()
        : Optional.of(
            new ProfileDistance(
                rule.column(),
                rule.method(),
                rule.threshold(),
                from,
                to,
                column.type().integral(),
                List.of(),
                histogram.counts(),
                rule.severity(),
                rule.name()));
  }

  /** Tells the most frequent values apart, and those from all others; masks are no values. */
  private Optional<Rule> byValues(Drift rule) {
    if (column.frequent().isEmpty() || column.hidden()) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    List<Long> counts = new ArrayList<>();
    long others = column.values();
    for (Frequent frequent : column.frequent()) {
      values.add(frequent.value());
      counts.add(frequent.count());
      others -= frequent.count();
    }
    counts.add(others);
    return Optional.of(
        new ProfileDistance(
            rule.column(),
            rule.method(),
            rule.threshold(),
            null,
            null,
            false,
            values,
            counts,
            rule.severity(),
            rule.name()));
  }

  private @Nullable BigDecimal quantile(BigDecimal q) {
    Quantiles quantiles = column.quantiles();
    if (quantiles == null) {
      return null;
    }
    return quantiles.values().stream()
        .filter(each -> each.q().compareTo(q) == 0)
        .findFirst()
        .map(Quantile::value)
        .map(ProfileBounds::number)
        .orElse(null);
  }

  /** Returns a number; null of what is none, as an infinity. */
  private static @Nullable BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException none) {
      return null;
    }
  }

  private static String words(Rule rule, long values) {
    String of = String.format(Locale.ROOT, "%,d %s", values, values == 1 ? "value" : "values");
    return rule instanceof InRange range
        ? "%s: allowed is %s to %s".formatted(of, shown(range.min()), shown(range.max()))
        : of;
  }

  private static String shown(@Nullable Object bound) {
    return bound instanceof BigDecimal number ? number.toPlainString() : String.valueOf(bound);
  }
}
