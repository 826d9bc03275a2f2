package io.truthound.temporal;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import java.util.concurrent.CountDownLatch;

/** Tells a scan to stop as soon as it shows that it is at work. */
final class StoppingWatch implements ScanWatch {
  private final CountDownLatch stopped = new CountDownLatch(1);

  void awaitStopped() throws InterruptedException {
    stopped.await();
  }

  @Override
  public void progress(long rows) {
    stopped.countDown();
  }

  @Override
  public void checkCancelled() throws ScanCancelledException {
    if (stopped.getCount() == 0) {
      throw new ScanCancelledException();
    }
  }

  /** A call that may block has begun. */
  @Override
  public Registration onCancel(Runnable stop) {
    stopped.countDown();
    stop.run();
    return () -> {};
  }
}
