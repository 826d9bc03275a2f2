package io.truthound.temporal.client;

import java.time.Duration;

/**
 * A hook that is being told of a batch. Closing it has the hook told no more; the batch goes on.
 */
public interface HookSubscription extends AutoCloseable {

  /**
   * Waits until the hook has heard all, its last call included.
   *
   * @return whether that was within the time
   */
  boolean awaitEnd(Duration most) throws InterruptedException;

  @Override
  void close();
}
