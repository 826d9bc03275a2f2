package io.truthound.temporal.state;

import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.InSet;
import io.truthound.temporal.rule.MaxLength;
import io.truthound.temporal.rule.MinLength;
import io.truthound.temporal.rule.Rule;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** How likely the next value keeps a rule that so many kept, if it is drawn as they were. */
final class Confidence {
  private static final int DIGITS = 6;

  private Confidence() {}

  /**
   * Returns it, 0 to 1, rounded down.
   *
   * <p>Of n values, a new one is the lowest with a chance of 1 in n + 1, and so is it the highest.
   * It is one that never occurred with about the share of those that occurred once (Good and
   * Turing), but no surer than this: what n kept without exception, the next keeps with (n + 1) /
   * (n + 2) (Laplace).
   *
   * @param seen how many values, or rows, kept it
   * @param once how many different values occurred once
   */
  static BigDecimal of(Rule rule, long seen, long once) {
    if (rule instanceof InSet) {
      return share(seen - once, seen).min(share(seen + 1, seen + 2));
    }
    if (rule instanceof InRange range && range.min() != null && range.max() != null) {
      return share(Math.max(0, seen - 1), seen + 1);
    }
    if (rule instanceof InRange || rule instanceof MinLength || rule instanceof MaxLength) {
      return share(seen, seen + 1);
    }
    return share(seen + 1, seen + 2);
  }

  private static BigDecimal share(long kept, long of) {
    return of == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(kept)
            .divide(BigDecimal.valueOf(of), DIGITS, RoundingMode.DOWN)
            .stripTrailingZeros();
  }
}
