package io.truthound.temporal.client;

import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TerminatedFailure;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.result.BatchOutcome;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Turns the failure of a batch's workflow into what its caller sees. */
final class WorkflowFailures {
  private WorkflowFailures() {}

  /**
   * Returns the answer that a failure carries where failing was asked for; else throws.
   *
   * @param type the kind of that answer
   */
  static <T> T outcomeOf(WorkflowFailedException failed, String id, Class<T> type) {
    Throwable cause = failed.getCause();
    if (cause instanceof CanceledFailure) {
      CancellationException cancelled = new CancellationException("Batch " + id + " was cancelled");
      cancelled.initCause(failed);
      throw cancelled;
    }
    ApplicationFailure application = telling(cause);
    if (application != null) {
      return outcomeOf(application, failed, id, type);
    }
    String what = cause instanceof TerminatedFailure ? " was terminated" : " failed";
    throw new BatchExecutionException(
        "Batch " + id + what + ": " + (cause == null ? failed : cause).getMessage(),
        id,
        null,
        failed);
  }

  private static <T> T outcomeOf(
      ApplicationFailure failure, WorkflowFailedException failed, String id, Class<T> type) {
    String message = failure.getOriginalMessage();
    if (failure.getType().equals(FailureTypes.BATCH_FAILED)) {
      return failure.getDetails().get(type);
    }
    if (FailureTypes.planning().contains(failure.getType())) {
      throw new ChunkingException(message, id, failed);
    }
    if (failure.getType().equals(FailureTypes.ARTIFACT_DAMAGED)) {
      throw new AggregationException(message, id, failed);
    }
    if (FailureTypes.aborting().contains(failure.getType())) {
      throw aborted(message, id, failure.getDetails().get(BatchOutcome.class), failed);
    }
    throw new BatchExecutionException(message, id, null, failed);
  }

  /** Why the batch failed counts for more than that its report cannot be read from here. */
  private static BatchExecutionException aborted(
      String message, String id, BatchOutcome partial, WorkflowFailedException failed) {
    try {
      return new BatchExecutionException(message, id, BatchArtifacts.whole(partial), failed);
    } catch (AggregationException | IllegalStateException unreadable) {
      BatchExecutionException aborted = new BatchExecutionException(message, id, partial, failed);
      aborted.addSuppressed(unreadable);
      return aborted;
    }
  }

  /** Finds the failure that was written for a person: one of ours, else the outermost. */
  static @Nullable ApplicationFailure telling(@Nullable Throwable failure) {
    ApplicationFailure found = null;
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof ApplicationFailure application) {
        found = found == null ? application : found;
        if (application.getType().startsWith("truthound.")) {
          return application;
        }
      }
    }
    return found;
  }
}
