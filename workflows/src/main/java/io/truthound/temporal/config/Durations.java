package io.truthound.temporal.config;

import java.time.Duration;

/** Checks of durations that a user sets. */
final class Durations {
  private Durations() {}

  static void requirePositive(String what, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          "Invalid " + what + ": " + duration + " (allowed: longer than 0)");
    }
  }
}
