package io.truthound.temporal.state;

import io.truthound.temporal.rule.DriftMethod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Measures how far two distributions over the same bins lie apart, to six decimals. The same on
 * every machine: logarithms are fdlibm's.
 */
final class Distances {
  private static final int DECIMALS = 6;

  /** What the population stability index counts an empty bin as. */
  private static final double LEAST_SHARE = 0.0001;

  private static final double LN_2 = StrictMath.log(2);

  private Distances() {}

  /**
   * Returns the distance of two distributions.
   *
   * @param before counts of each bin, of which one at least is not 0
   * @param now the same of the other, in the same order
   */
  static BigDecimal of(DriftMethod method, List<Long> before, List<Long> now) {
    double[] p = shares(before);
    double[] q = shares(now);
    double distance =
        switch (method) {
          case KS -> kolmogorovSmirnov(p, q);
          case PSI -> stabilityIndex(p, q);
          case JS -> jensenShannon(p, q);
          case TVD -> totalVariation(p, q);
        };
    BigDecimal rounded = new BigDecimal(distance).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
  }

  private static double[] shares(List<Long> counts) {
    long all = counts.stream().mapToLong(Long::longValue).sum();
    return counts.stream().mapToDouble(count -> (double) count / all).toArray();
  }

  private static double kolmogorovSmirnov(double[] p, double[] q) {
    double difference = 0;
    double greatest = 0;
    for (int bin = 0; bin < p.length; bin++) {
      difference += q[bin] - p[bin];
      greatest = Math.max(greatest, Math.abs(difference));
    }
    return greatest;
  }

  private static double stabilityIndex(double[] p, double[] q) {
    double sum = 0;
    for (int bin = 0; bin < p.length; bin++) {
      double before = Math.max(p[bin], LEAST_SHARE);
      double now = Math.max(q[bin], LEAST_SHARE);
      sum += (now - before) * StrictMath.log(now / before);
    }
    return sum;
  }

  private static double jensenShannon(double[] p, double[] q) {
    double divergence = 0;
    for (int bin = 0; bin < p.length; bin++) {
      double middle = (p[bin] + q[bin]) / 2;
      divergence += (information(p[bin], middle) + information(q[bin], middle)) / 2;
    }
    return Math.sqrt(Math.max(0, divergence / LN_2));
  }

  private static double information(double share, double middle) {
    return share == 0 ? 0 : share * StrictMath.log(share / middle);
  }

  private static double totalVariation(double[] p, double[] q) {
    double sum = 0;
    for (int bin = 0; bin < p.length; bin++) {
      sum += Math.abs(q[bin] - p[bin]);
    }
    return sum / 2;
  }
}
