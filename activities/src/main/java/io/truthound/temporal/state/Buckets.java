package io.truthound.temporal.state;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Buckets of doubles by their first 18 bits: sign, power of two, and six bits of what follows. No
 * logarithm is taken, so that no C library decides at an edge.
 */
public final class Buckets {
  /** How far a double's bits are shifted to its key. */
  public static final int SHIFT = 46;

  private static final int SIGN = 1 << 17;
  private static final int BIAS = 1_023;
  private static final int TOP = Ranks.STEPS - 1;
  private static final int ENDLESS = 2_047 * Ranks.STEPS;

  private Buckets() {}

  /** Returns the key of a double: its bits, shifted with their sign. */
  public static int key(double value) {
    return (int) (Double.doubleToRawLongBits(value) >> SHIFT);
  }

  /**
   * Returns the bucket of {@link Ranks} that a key means. Numbers so small that a double holds them
   * with fewer digits share one with zero.
   */
  public static int bucket(int key) {
    int size = size(key);
    if (size < Ranks.STEPS) {
      return 0;
    }
    int bucket = size >= ENDLESS ? Ranks.ENDLESS : size - BIAS * Ranks.STEPS + Ranks.OFFSET;
    return key < 0 ? -bucket : bucket;
  }

  private static int size(int key) {
    return key < 0 ? key + SIGN : key;
  }

  /**
   * Returns the exact sum of finite doubles with one key.
   *
   * @param count how many
   * @param rests the sum of their lower {@link #SHIFT} bits
   */
  public static BigDecimal sum(int key, long count, BigInteger rests) {
    BigInteger all = base(key).multiply(BigInteger.valueOf(count)).add(rests);
    return scaled(key < 0 ? all.negate() : all, power(key));
  }

  /**
   * Returns the exact sum of the squares of finite doubles with one key.
   *
   * @param rests the sum of their lower {@link #SHIFT} bits
   * @param squares the sum of the squares of these
   */
  public static BigDecimal squares(int key, long count, BigInteger rests, BigInteger squares) {
    BigInteger base = base(key);
    BigInteger all =
        base.multiply(base)
            .multiply(BigInteger.valueOf(count))
            .add(base.multiply(rests).shiftLeft(1))
            .add(squares);
    return scaled(all, 2 * power(key));
  }

  /** Returns the digits that all doubles with a key have, as an integer. */
  private static BigInteger base(int key) {
    int size = size(key);
    int implicit = size < Ranks.STEPS ? 0 : Ranks.STEPS;
    return BigInteger.valueOf(implicit + (size & TOP)).shiftLeft(SHIFT);
  }

  /** Returns the power of two of a double's last digit. */
  private static int power(int key) {
    return Math.max(1, size(key) / Ranks.STEPS) - BIAS - 52;
  }

  private static BigDecimal scaled(BigInteger integer, int power) {
    return power >= 0
        ? new BigDecimal(integer.shiftLeft(power))
        : new BigDecimal(integer.multiply(BigInteger.valueOf(5).pow(-power)), -power);
  }
}
