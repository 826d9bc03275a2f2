package io.truthound.temporal.engine;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Checks slices of data against rules without holding a thread while it waits, as one does that
 * asks another service. The slice's activity is completed when the stage is; until then it
 * heartbeats and takes one of the worker's slots. Implementations are safe for use by many threads.
 */
public non-sealed interface AsyncDataQualityEngine extends Engine {

  /**
   * Begins to scan a slice, as {@link DataQualityEngine#check} does, and returns at once.
   *
   * @param scan used by one thread at a time, and no more once the stage is complete
   * @return completes when all is found, with any value; or exceptionally with what {@link
   *     DataQualityEngine#check} may throw. Where the watch says to stop, it completes soon: {@link
   *     ScanWatch#onCancel} tells
   */
  CompletionStage<?> check(SliceScan scan);

  /**
   * Begins to scan a slice for what its columns are like, as {@link DataQualityEngine#profile}
   * does.
   */
  default CompletionStage<?> profile(SliceScan scan) {
    return CompletableFuture.failedStage(
        new IOException("The engine " + id() + " checks rules and does not profile"));
  }
}
