package io.truthound.temporal;

import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * What one try of a property stands for: its own seed in the test suite; as many as {@code
 * -Dtruthound.soak.rounds} says in a soak; only {@code -Dtruthound.soak.seed} where a failure is
 * repeated.
 */
public final class Seeds {
  private static final int ROUNDS = Integer.getInteger("truthound.soak.rounds", 1);
  private static final @Nullable Long ONLY = Long.getLong("truthound.soak.seed");
  private static final long STEP = 0x9E3779B97F4A7C15L; // odd: no seed comes twice

  private Seeds() {}

  /** Checks what follows from a seed. */
  public interface Check {
    void of(long seed) throws Exception;
  }

  /**
   * Checks every seed of a try; one whose assumption does not hold is passed over.
   *
   * @throws AssertionError naming the seed that fails
   */
  public static void each(long first, Check check) {
    for (int round = 0; round < (ONLY == null ? ROUNDS : 1); round++) {
      one(ONLY == null ? first + round * STEP : ONLY, check);
    }
  }

  private static void one(long seed, Check check) {
    try {
      check.of(seed);
    } catch (TestAbortedException passedOver) {
      if (ROUNDS == 1) {
        throw passedOver;
      }
    } catch (Exception | AssertionError failure) {
      throw new AssertionError("Seed " + seed + ": " + failure.getMessage(), failure);
    }
  }
}
