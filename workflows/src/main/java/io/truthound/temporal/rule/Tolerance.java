package io.truthound.temporal.rule;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Says how many rows may fail before a rule is broken, and beyond how many it warns. Where both a
 * share and a count are given, either breaks the rule.
 *
 * @param mostly share of evaluated rows that must pass, 0 to 1; null: 1 where {@code maxFailed} is
 *     null too, else no bound
 * @param maxFailed rows that may fail, or null for no bound
 * @param warnMostly a share above {@code mostly}: below it the rule warns; null for none
 * @param warnMaxFailed a count below {@code maxFailed}: beyond it the rule warns; null for none
 */
public record Tolerance(
    @Nullable BigDecimal mostly,
    @Nullable Long maxFailed,
    @Nullable BigDecimal warnMostly,
    @Nullable Long warnMaxFailed) {

  /** What a tally says about a rule. */
  public enum Level {
    PASSED,
    WARNED,
    BROKEN
  }

  /** No row may fail. */
  public static final Tolerance STRICT = new Tolerance(null, null, null, null);

  public Tolerance {
    mostly = mostly == null ? null : Checks.share(null, "mostly", mostly);
    warnMostly = warnMostly == null ? null : Checks.share(null, "warn_mostly", warnMostly);
    Checks.notNegative(null, "max_failed", maxFailed);
    Checks.notNegative(null, "warn_max_failed", warnMaxFailed);
    Checks.tighter(mostly, maxFailed, warnMostly, warnMaxFailed);
  }

  /** Tolerates failing rows as long as this share of the evaluated rows passes. */
  public static Tolerance mostly(String share) {
    return new Tolerance(new BigDecimal(share), null, null, null);
  }

  /** Tolerates up to so many failing rows. */
  public static Tolerance maxFailed(long rows) {
    return new Tolerance(null, rows, null, null);
  }

  /** Returns the same with another share that must pass, in decimal digits. */
  public Tolerance withMostly(String share) {
    return new Tolerance(new BigDecimal(share), maxFailed, warnMostly, warnMaxFailed);
  }

  /** Returns the same with another number of rows that may fail. */
  public Tolerance withMaxFailed(long rows) {
    return new Tolerance(mostly, rows, warnMostly, warnMaxFailed);
  }

  /** Judges a tally by exact arithmetic; passes where nothing was evaluated. */
  public Level judge(long evaluated, long failed) {
    if (evaluated < 0 || failed < 0 || failed > evaluated) {
      throw new IllegalArgumentException(
          "Invalid tally: evaluated=" + evaluated + ", failed=" + failed);
    }
    if (failed == 0) {
      return Level.PASSED;
    }
    BigDecimal share = mostly == null && maxFailed == null ? BigDecimal.ONE : mostly;
    if (exceeds(share, maxFailed, evaluated, failed)) {
      return Level.BROKEN;
    }
    return exceeds(warnMostly, warnMaxFailed, evaluated, failed) ? Level.WARNED : Level.PASSED;
  }

  /** Returns the share for reports: 1 where none is given. */
  public BigDecimal effectiveMostly() {
    return mostly == null ? new BigDecimal("1.0") : mostly;
  }

  private static boolean exceeds(
      @Nullable BigDecimal share, @Nullable Long count, long evaluated, long failed) {
    boolean belowShare =
        share != null
            && BigDecimal.valueOf(evaluated)
                    .multiply(share)
                    .compareTo(BigDecimal.valueOf(evaluated - failed))
                > 0;
    return belowShare || (count != null && failed > count);
  }
}
