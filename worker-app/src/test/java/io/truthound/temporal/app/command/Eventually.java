package io.truthound.temporal.app.command;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what others do. */
final class Eventually {
  private Eventually() {}

  /** Asks until it is so; the class's time limit ends what never is. */
  static void so(BooleanSupplier so) {
    while (!so.getAsBoolean()) {
      // Asking without a pause would take a core from what is waited for.
      LockSupport.parkNanos(20_000_000);
    }
  }
}
