package io.truthound.temporal.client;

import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.ScanOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the workflow failed, was terminated, or stopped at an ERROR chunk without {@code
 * continueOnError}.
 */
public final class BatchExecutionException extends BatchOperationException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable BatchOutcome partial;

  BatchExecutionException(
      String message,
      @Nullable String workflowId,
      @Nullable BatchOutcome partial,
      @Nullable Throwable cause) {
    super(message, workflowId, cause);
    this.partial = partial;
  }

  /** Returns the lowest failing chunk, where it ended the batch; else null. */
  public @Nullable Long failingChunk() {
    return partial instanceof ScanOutcome scan ? scan.failingChunk() : null;
  }

  /** Returns what was known when a batch failed, whatever its operation; null where nothing was. */
  public @Nullable BatchOutcome partialOutcome() {
    return partial;
  }

  /** Returns what was known when a check failed, or null where nothing was. */
  public @Nullable CheckResult partialResult() {
    return partial instanceof CheckResult result ? result : null;
  }

  /** Returns what was known when a profile failed, or null where nothing was. */
  public @Nullable ProfileResult partialProfile() {
    return partial instanceof ProfileResult profile ? profile : null;
  }

  /** Returns what was known when a learn failed, or null where nothing was. */
  public @Nullable LearnResult partialLearn() {
    return partial instanceof LearnResult learned ? learned : null;
  }
}
