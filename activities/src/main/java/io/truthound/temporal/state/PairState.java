package io.truthound.temporal.state;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.truthound.temporal.result.Correlation;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * Holds what rows say of two numeric columns together: sums over the rows with a finite number in
 * both, each less its column's centre. The sums of a block are doubles, and are added exactly.
 * {@link #plus} is associative and commutative; {@link #none} is its identity.
 *
 * @param a one column
 * @param b the other
 * @param rows how many rows
 * @param tooLarge whether a sum passed all doubles: nothing can be said
 * @param sumA sum of the one's numbers
 * @param sumB sum of the other's
 * @param squaresA sum of the squares of the one's
 * @param squaresB sum of the squares of the other's
 * @param products sum of the products
 */
public record PairState(
    @JsonProperty("a") String a,
    @JsonProperty("b") String b,
    @JsonProperty("rows") long rows,
    @JsonProperty("tooLarge") boolean tooLarge,
    @JsonProperty("sumA") Exact sumA,
    @JsonProperty("sumB") Exact sumB,
    @JsonProperty("squaresA") Exact squaresA,
    @JsonProperty("squaresB") Exact squaresB,
    @JsonProperty("products") Exact products) {
  /** What a block of equal doubles can lose of its sum, and some to spare. */
  private static final BigDecimal NOISE = new BigDecimal("1e-9");

  private static final MathContext SHOWN = new MathContext(12);

  @JsonCreator
  public PairState {}

  /** Returns what no rows say. */
  public static PairState none(String a, String b) {
    return new PairState(
        a, b, 0, false, Exact.ZERO, Exact.ZERO, Exact.ZERO, Exact.ZERO, Exact.ZERO);
  }

  /**
   * Returns what a block says.
   *
   * @param sums of the one's numbers, the other's, the squares of both, and the products
   */
  public static PairState of(String a, String b, long rows, double[] sums) {
    Exact[] exact = new Exact[sums.length];
    for (int at = 0; at < sums.length; at++) {
      if (!Double.isFinite(sums[at])) {
        return none(a, b).with(rows, true);
      }
      exact[at] = new Exact(new BigDecimal(sums[at]));
    }
    return new PairState(a, b, rows, false, exact[0], exact[1], exact[2], exact[3], exact[4]);
  }

  private PairState with(long rows, boolean tooLarge) {
    return new PairState(a, b, rows, tooLarge, sumA, sumB, squaresA, squaresB, products);
  }

  /**
   * Merges what other rows say.
   *
   * @throws IllegalArgumentException if it is another pair's
   * @throws ArithmeticException if a count passes 2^63 - 1
   */
  public PairState plus(PairState other) {
    if (!a.equals(other.a) || !b.equals(other.b)) {
      throw new IllegalArgumentException(
          "Cannot merge pairs %s, %s and %s, %s".formatted(a, b, other.a, other.b));
    }
    long all = Math.addExact(rows, other.rows);
    if (tooLarge || other.tooLarge) {
      return none(a, b).with(all, true);
    }
    return new PairState(
        a,
        b,
        all,
        false,
        sumA.plus(other.sumA),
        sumB.plus(other.sumB),
        squaresA.plus(other.squaresA),
        squaresB.plus(other.squaresB),
        products.plus(other.products));
  }

  /** Returns Pearson's coefficient. */
  public Correlation correlation() {
    return new Correlation(a, b, rows, tooLarge || rows < 2 ? null : pearson());
  }

  private @Nullable BigDecimal pearson() {
    BigDecimal varianceA = covariance(squaresA, sumA, sumA);
    BigDecimal varianceB = covariance(squaresB, sumB, sumB);
    if (!varies(varianceA, squaresA) || !varies(varianceB, squaresB)) {
      return null;
    }
    BigDecimal root = Numbers.root(varianceA.multiply(varianceB));
    BigDecimal pearson = Numbers.quotient(covariance(products, sumA, sumB), root);
    BigDecimal bounded = pearson.min(BigDecimal.ONE).max(BigDecimal.ONE.negate());
    return new BigDecimal(Numbers.text(bounded.round(SHOWN)));
  }

  /** Says whether a variance is more than what doubles lost where all numbers are equal. */
  private boolean varies(BigDecimal variance, Exact squares) {
    BigDecimal lost = squares.number().multiply(BigDecimal.valueOf(rows)).multiply(NOISE);
    return variance.compareTo(lost) > 0;
  }

  /** Returns the covariance, times the square of how many rows there are. */
  private BigDecimal covariance(Exact products, Exact one, Exact other) {
    return products
        .number()
        .multiply(BigDecimal.valueOf(rows))
        .subtract(one.number().multiply(other.number()));
  }
}
