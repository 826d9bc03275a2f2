package io.truthound.temporal.client;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a batch cannot give its answer. A batch that merely breaks rules, or that its total
 * timeout ends, throws nothing.
 */
public abstract sealed class BatchOperationException extends RuntimeException
    permits ChunkingException, BatchExecutionException, AggregationException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String workflowId;

  BatchOperationException(String message, @Nullable String workflowId, @Nullable Throwable cause) {
    super(message, cause);
    this.workflowId = workflowId;
  }

  /** Returns the id of the batch's workflow, or null where none was started. */
  public @Nullable String workflowId() {
    return workflowId;
  }
}
