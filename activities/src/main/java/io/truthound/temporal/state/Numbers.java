package io.truthound.temporal.state;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Brings what was computed exactly to what a column's type can hold: measures of doubles are
 * rounded once to a double, and bounds are what they are in the column. Exact types are not
 * rounded.
 */
final class Numbers {
  /** Digits beyond those of the column that are shown of what does not end. */
  private static final int MORE_DECIMALS = 6;

  private static final int LONGEST_PLAIN = 24;
  private static final MathContext GENEROUS = new MathContext(60);

  private Numbers() {}

  /** Returns the double next to a number; the number itself beyond all doubles. */
  static BigDecimal rounded(BigDecimal exact) {
    double nearest = exact.doubleValue();
    return Double.isInfinite(nearest) ? exact : new BigDecimal(nearest);
  }

  /** Returns what a bound is among the values of a column. */
  static BigDecimal bound(BigDecimal bound, DataType type) {
    if (type.kind() == Kind.FLOAT32) {
      float nearest = bound.floatValue();
      return Float.isInfinite(nearest) ? bound : new BigDecimal(nearest);
    }
    return type.floating() ? rounded(bound) : bound;
  }

  static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
    return dividend.divide(divisor, GENEROUS);
  }

  static BigDecimal root(BigDecimal square) {
    return square.sqrt(GENEROUS);
  }

  /** Shows a measure that needs no digits beyond the column's own. */
  static String shown(BigDecimal number, DataType type) {
    return type.floating() ? shortest(number, type.kind() == Kind.FLOAT32) : text(number);
  }

  /** Shows a measure of doubles, or one of exact numbers to some digits more than they have. */
  static String shownToSomeDigits(BigDecimal number, DataType type) {
    return type.floating()
        ? shortest(rounded(number), false)
        : text(number.setScale(type.scale() + MORE_DECIMALS, RoundingMode.HALF_EVEN));
  }

  /**
   * Writes the fewest digits that read back as the same value, on every version of Java: what
   * {@code Double.toString} writes differs between them.
   */
  private static String shortest(BigDecimal value, boolean single) {
    for (int digits = single ? 6 : 15; digits < 18; digits++) {
      BigDecimal brief = value.round(new MathContext(digits));
      boolean same =
          single
              ? brief.floatValue() == value.floatValue()
              : brief.doubleValue() == value.doubleValue();
      if (same) {
        return text(brief);
      }
    }
    return text(value.round(new MathContext(17)));
  }

  static String text(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    boolean plain =
        stripped.scale() <= LONGEST_PLAIN && stripped.precision() - stripped.scale() <= 40;
    return plain ? stripped.toPlainString() : stripped.toString();
  }
}
