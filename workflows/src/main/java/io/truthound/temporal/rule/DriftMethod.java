package io.truthound.temporal.rule;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures how far two distributions lie apart, each as the shares of its values that lie in the
 * same bins.
 */
public enum DriftMethod {
  /** Kolmogorov and Smirnov's: the greatest difference of the shares below an edge; 0 to 1. */
  KS("0.1"),
  /**
   * The population stability index: the sum of (q - p) ln (q / p), where a share below 0.0001
   * counts as that; 0 to about 9.
   */
  PSI("0.2"),
  /** Jensen and Shannon's distance: the root of their divergence to the base 2; 0 to 1. */
  JS("0.1"),
  /** The total variation: half the sum of the differences of all shares; 0 to 1. */
  TVD("0.1");

  static final List<String> NAMES = Arrays.stream(values()).map(DriftMethod::text).toList();

  @SuppressWarnings("ImmutableEnumChecker") // BigDecimal is immutable
  private final BigDecimal threshold;

  DriftMethod(String threshold) {
    this.threshold = new BigDecimal(threshold);
  }

  /** Returns the method of that name, in any case. */
  public static DriftMethod parse(String text) {
    return Names.parse("method", text, NAMES, values());
  }

  /** Returns the name in lower case, as it stands on the wire. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the threshold where none is given. */
  public BigDecimal threshold() {
    return threshold;
  }
}
