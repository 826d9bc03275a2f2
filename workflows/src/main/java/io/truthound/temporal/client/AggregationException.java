package io.truthound.temporal.client;

import org.jspecify.annotations.Nullable;

/** Thrown when what slices found cannot be put together: an artifact is missing or altered. */
public final class AggregationException extends BatchOperationException {
  private static final long serialVersionUID = 1L;

  AggregationException(String message, @Nullable Throwable cause) {
    super(message, null, cause);
  }

  AggregationException(String message, @Nullable String workflowId, @Nullable Throwable cause) {
    super(message, workflowId, cause);
  }
}
