package io.truthound.temporal.state;

import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.ColumnProfile.Quantile;
import io.truthound.temporal.result.LearnedColumn;
import io.truthound.temporal.result.LearnedRule;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.TypedLiteral;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says which rules all rows keep that a column's profile speaks of.
 *
 * @param profile what the column is like
 * @param state what it was made of
 * @param unique whether no value occurs twice
 */
record ColumnLesson(ColumnProfile profile, ColumnProfileState state, boolean unique) {
  private static final int RATIO_DIGITS = 4;
  private static final List<BigDecimal> QUARTILES =
      List.of(new BigDecimal("0.25"), new BigDecimal("0.5"), new BigDecimal("0.75"));

  LearnedColumn column() {
    ColumnProfile.Numbers numbers = profile.numbers();
    ColumnProfile.Text text = profile.type().textual() ? profile.text() : null;
    return new LearnedColumn(
        profile.name(),
        profile.type(),
        profile.nulls() > 0 || profile.rows() == 0,
        unique,
        bound(profile.min(), -1),
        bound(profile.max(), 1),
        values().texts(),
        null,
        text == null ? null : text.minLength(),
        text == null ? null : text.maxLength(),
        ratio(profile.nulls()),
        ratio(unique ? profile.values() : profile.distinct().count()),
        numbers == null ? null : numbers.mean(),
        numbers == null ? null : numbers.std(),
        quartiles());
  }

  /**
   * Returns an end that every value keeps; null where there is none, where it is infinite or no
   * rule can name it, and where a value is NaN: that lies outside every bound.
   *
   * @param outward -1 for the lowest value, 1 for the highest
   */
  private @Nullable String bound(@Nullable String end, int outward) {
    boolean nan = profile.numbers() != null && profile.numbers().nan() > 0;
    if (end == null || nan) {
      return null;
    }
    String wide = state.finer() > 0 ? Moment.shifted(end, outward) : end;
    return TypedLiteral.bound(profile.type(), literal(wide)).isPresent() ? wide : null;
  }

  private Object literal(String end) {
    boolean number = profile.type().numeric() && !end.endsWith("Infinity");
    return number ? new BigDecimal(end) : end;
  }

  private FewValues values() {
    return FewValues.of(profile.type(), state);
  }

  private BigDecimal ratio(long count) {
    return profile.rows() == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(Math.min(count, profile.rows()))
            .divide(BigDecimal.valueOf(profile.rows()), RATIO_DIGITS, RoundingMode.HALF_EVEN)
            .stripTrailingZeros();
  }

  private List<Quantile> quartiles() {
    ColumnProfile.Quantiles quantiles = profile.quantiles();
    if (quantiles == null || !profile.type().numeric()) {
      return List.of();
    }
    return quantiles.values().stream().filter(ColumnLesson::isFiniteQuartile).toList();
  }

  private static boolean isFiniteQuartile(Quantile quantile) {
    return !quantile.value().endsWith("Infinity")
        && QUARTILES.stream().anyMatch(q -> q.compareTo(quantile.q()) == 0);
  }

  /** Returns a rule with how likely the next value keeps it. */
  LearnedRule learned(Rule rule) {
    long seen = rule.type().equals("not_null") ? profile.rows() : profile.values();
    return new LearnedRule(rule, Confidence.of(rule, seen, values().once()), seen);
  }
}
