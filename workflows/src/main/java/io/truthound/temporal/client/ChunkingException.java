package io.truthound.temporal.client;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when planning is refused: sources, schemas, rules or settings do not fit. Nothing was
 * scanned.
 */
public final class ChunkingException extends BatchOperationException {
  private static final long serialVersionUID = 1L;

  ChunkingException(String message, @Nullable String workflowId, @Nullable Throwable cause) {
    super(message, workflowId, cause);
  }
}
