package io.truthound.temporal.reader.csv;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;

/** Stops a pass over a file when its watch says so. */
final class CancellablePass {
  private CancellablePass() {}

  /** Leaves a pass that was told to stop. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped(ScanCancelledException cause) {
      super(cause);
    }
  }

  static ScanProgress watching(ScanWatch watch) {
    return bytes -> {
      try {
        watch.checkCancelled();
      } catch (ScanCancelledException cancelled) {
        throw new Stopped(cancelled);
      }
    };
  }
}
