package io.truthound.temporal;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import java.util.concurrent.CompletableFuture;

/** Tells a scan to stop as soon as it shows that it is at work. */
final class StoppingWatch implements ScanWatch {
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  /** Returns what is complete when the scan was told to stop. */
  CompletableFuture<Void> stopped() {
    return stopped;
  }

  @Override
  public void progress(long rows) {
    stopped.complete(null);
  }

  @Override
  public void checkCancelled() throws ScanCancelledException {
    if (stopped.isDone()) {
      throw new ScanCancelledException();
    }
  }

  /** A call that may block has begun. */
  @Override
  public Registration onCancel(Runnable stop) {
    stopped.complete(null);
    stop.run();
    return () -> {};
  }
}
