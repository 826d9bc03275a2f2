package io.truthound.temporal.planning;

import io.truthound.temporal.rule.Figure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.List;

/**
 * A figure of several runs.
 *
 * @param values the newest first
 */
record PastFigures(List<BigDecimal> values) {
  private static final MathContext DIGITS = MathContext.DECIMAL64;

  private static final int MORE_DECIMALS = 6;

  private static final int ESTIMATED_DIGITS = 4;

  PastFigures {
    values = List.copyOf(values);
  }

  BigDecimal lowest() {
    return Collections.min(values);
  }

  BigDecimal highest() {
    return Collections.max(values);
  }

  /** Returns the mean, to 16 digits. */
  BigDecimal mean() {
    return sum(values).divide(BigDecimal.valueOf(values.size()), DIGITS);
  }

  /** Returns the standard deviation with n - 1, of at least two, to 16 digits. */
  BigDecimal deviation() {
    BigDecimal mean = mean();
    List<BigDecimal> squares = values.stream().map(value -> value.subtract(mean).pow(2)).toList();
    return sum(squares).divide(BigDecimal.valueOf(values.size() - 1L), DIGITS).sqrt(DIGITS);
  }

  /**
   * Returns how far the shown figures may lie from what was measured: the same data must not leave
   * the range that it made.
   */
  BigDecimal rounding(Figure figure) {
    return switch (figure) {
      case ROW_COUNT, DISTINCT_COUNT, SUM, MIN, MAX -> BigDecimal.ZERO;
      case COMPLETENESS_RATIO, MEAN, STD -> decimals();
      case MEDIAN, QUANTILE -> decimals().max(estimated());
    };
  }

  /** Six decimals are shown, or more. */
  private BigDecimal decimals() {
    int shown = values.stream().mapToInt(BigDecimal::scale).min().orElse(0);
    return BigDecimal.valueOf(5, Math.max(MORE_DECIMALS, shown) + 1);
  }

  /** Four digits are shown of what is estimated; what has more was not. */
  private BigDecimal estimated() {
    return values.stream()
        .map(BigDecimal::stripTrailingZeros)
        .filter(value -> value.signum() != 0 && value.precision() <= ESTIMATED_DIGITS)
        .map(
            value ->
                BigDecimal.valueOf(5, value.scale() - value.precision() + ESTIMATED_DIGITS + 1))
        .reduce(BigDecimal.ZERO, BigDecimal::max);
  }

  private static BigDecimal sum(List<BigDecimal> values) {
    return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
