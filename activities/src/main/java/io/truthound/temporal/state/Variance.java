package io.truthound.temporal.state;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The variance of numbers, with n - 1, as a fraction that nothing was rounded in.
 *
 * @param dividend n times the sum of squares, less the square of the sum
 * @param divisor n (n - 1)
 */
record Variance(BigDecimal dividend, BigDecimal divisor) {

  static Variance of(Moments moments, long count) {
    BigDecimal n = BigDecimal.valueOf(count);
    BigDecimal sum = moments.sum().number();
    BigDecimal squares = Objects.requireNonNull(moments.squares()).number();
    return new Variance(
        n.multiply(squares).subtract(sum.multiply(sum)), n.multiply(n.subtract(BigDecimal.ONE)));
  }

  BigDecimal deviation() {
    return Numbers.root(Numbers.quotient(dividend, divisor));
  }

  /** Returns where a deviation stands beside the dividend; below it where it is negative. */
  @Nullable BigDecimal place(@Nullable BigDecimal deviation) {
    if (deviation == null) {
      return null;
    }
    BigDecimal square = deviation.multiply(deviation).multiply(divisor);
    return deviation.signum() < 0 ? square.negate() : square;
  }
}
