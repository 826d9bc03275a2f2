package io.truthound.temporal.client;

import io.truthound.temporal.result.CheckResult;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the workflow failed, was terminated, or stopped at an ERROR chunk without {@code
 * continueOnError}.
 */
public final class BatchExecutionException extends BatchOperationException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable CheckResult partialResult;

  BatchExecutionException(
      String message,
      @Nullable String workflowId,
      @Nullable CheckResult partialResult,
      @Nullable Throwable cause) {
    super(message, workflowId, cause);
    this.partialResult = partialResult;
  }

  /** Returns what was known when the batch failed, or null where nothing was. */
  public @Nullable CheckResult partialResult() {
    return partialResult;
  }
}
