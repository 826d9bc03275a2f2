package io.truthound.temporal;

import io.truthound.temporal.engine.AsyncDataQualityEngine;
import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.Engine;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.SliceScan;
import io.truthound.temporal.engine.arrow.ArrowScans.OpenScan;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What an engine is asked to do with a slice: at once, or in its own time. */
enum SliceWork {
  CHECK(DataQualityEngine::check, AsyncDataQualityEngine::check),
  PROFILE(DataQualityEngine::profile, AsyncDataQualityEngine::profile);

  @SuppressWarnings("ImmutableEnumChecker") // a method reference
  private final Now now;

  @SuppressWarnings("ImmutableEnumChecker") // a method reference
  private final Later later;

  SliceWork(Now now, Later later) {
    this.now = now;
    this.later = later;
  }

  private interface Now {
    void run(DataQualityEngine engine, SliceScan scan) throws IOException, ScanCancelledException;
  }

  private interface Later {
    CompletionStage<?> begin(AsyncDataQualityEngine engine, SliceScan scan);
  }

  /** Does it, closes the scan, and returns when all is done. */
  void run(Engine engine, OpenScan scan) throws IOException, ScanCancelledException {
    try {
      begin(engine, scan, Runnable::run).toCompletableFuture().join();
    } catch (CompletionException e) {
      Throwable cause = ActivityEdge.cause(e);
      if (cause instanceof IOException io) {
        throw io;
      }
      if (cause instanceof ScanCancelledException stopped) {
        throw stopped;
      }
      throw e;
    }
  }

  /**
   * Begins it. The scan is closed in the end.
   *
   * @param finishers where to go on when an engine ends in its own time
   * @return done already where the engine works at once
   */
  CompletionStage<?> begin(Engine engine, OpenScan scan, Executor finishers) {
    if (engine instanceof AsyncDataQualityEngine async) {
      return begun(async, scan).handleAsync((any, failure) -> end(scan, failure), finishers);
    }
    return CompletableFuture.completedFuture(scan)
        .thenAccept(open -> runNow((DataQualityEngine) engine, open))
        .handle((nothing, failure) -> end(scan, failure));
  }

  private CompletionStage<?> begun(AsyncDataQualityEngine engine, OpenScan scan) {
    try {
      return later.begin(engine, scan);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private void runNow(DataQualityEngine engine, SliceScan scan) {
    try {
      now.run(engine, scan);
    } catch (IOException | ScanCancelledException e) {
      throw new CompletionException(e);
    }
  }

  /** Closes a scan when its engine has ended, in whatever way. */
  private static OpenScan end(OpenScan scan, @Nullable Throwable failure) {
    try (scan) {
      if (failure != null) {
        throw new CompletionException(reason(scan, ActivityEdge.cause(failure)));
      }
      scan.finish();
      return scan;
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  /** What fails in a scan that was told to stop fails for that reason. */
  private static Throwable reason(OpenScan scan, Throwable failure) {
    try {
      scan.watch().checkCancelled();
      return failure;
    } catch (ScanCancelledException stopped) {
      stopped.addSuppressed(failure);
      return stopped;
    }
  }
}
