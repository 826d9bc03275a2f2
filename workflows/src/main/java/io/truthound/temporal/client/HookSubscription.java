package io.truthound.temporal.client;

import java.time.Duration;

/**
 * A hook that is being told of a batch. Closing it has the hook told no more; the batch goes on.
 */
public interface HookSubscription extends AutoCloseable {

  /** How long answers wait for hooks. */
  Duration SETTLING = Duration.ofSeconds(10);

  /** The subscription of no hook. */
  HookSubscription NONE =
      new HookSubscription() {
        @Override
        public boolean awaitEnd(Duration most) {
          return true;
        }

        @Override
        public void close() {}
      };

  /**
   * Waits until the hook has heard all, its last call included.
   *
   * @return whether that was within the time
   */
  boolean awaitEnd(Duration most) throws InterruptedException;

  @Override
  void close();

  /** Waits until the hook has heard all, but not for one that takes very long. */
  default void settle() {
    try {
      boolean unused = awaitEnd(SETTLING);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
