package io.truthound.temporal.client;

import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TerminatedFailure;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.ProfileResult;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Turns the failure of a batch's workflow into what its caller sees. */
final class WorkflowFailures {
  private WorkflowFailures() {}

  /** Returns the answer that a failure carries where failing was asked for; else throws. */
  static BatchOutcome outcomeOf(WorkflowFailedException failed, String id) {
    Throwable cause = failed.getCause();
    if (cause instanceof CanceledFailure) {
      CancellationException cancelled = new CancellationException("Batch " + id + " was cancelled");
      cancelled.initCause(failed);
      throw cancelled;
    }
    ApplicationFailure application = telling(cause);
    if (application != null) {
      return outcomeOf(application, failed, id);
    }
    String what = cause instanceof TerminatedFailure ? " was terminated" : " failed";
    throw new BatchExecutionException(
        "Batch " + id + what + ": " + (cause == null ? failed : cause).getMessage(),
        id,
        null,
        failed);
  }

  private static BatchOutcome outcomeOf(
      ApplicationFailure failure, WorkflowFailedException failed, String id) {
    String message = failure.getOriginalMessage();
    if (failure.getType().equals(FailureTypes.BATCH_FAILED)) {
      return failure.getDetails().get(BatchOutcome.class);
    }
    if (FailureTypes.planning().contains(failure.getType())) {
      throw new ChunkingException(message, id, failed);
    }
    if (failure.getType().equals(FailureTypes.ARTIFACT_DAMAGED)) {
      throw new AggregationException(message, id, failed);
    }
    if (failure.getType().equals(FailureTypes.CHUNK_ERROR)
        || failure.getType().equals(FailureTypes.CIRCUIT_BROKEN)) {
      throw aborted(message, id, failure.getDetails().get(BatchOutcome.class), failed);
    }
    throw new BatchExecutionException(message, id, null, failed);
  }

  /** Why the batch failed counts for more than that its report cannot be read from here. */
  private static BatchExecutionException aborted(
      String message, String id, BatchOutcome partial, WorkflowFailedException failed) {
    try {
      return new BatchExecutionException(message, id, unabridged(partial), failed);
    } catch (AggregationException | IllegalStateException unreadable) {
      BatchExecutionException aborted = new BatchExecutionException(message, id, partial, failed);
      aborted.addSuppressed(unreadable);
      return aborted;
    }
  }

  private static BatchOutcome unabridged(BatchOutcome partial) {
    if (partial instanceof ProfileResult profile) {
      return BatchArtifacts.unabridged(profile);
    }
    return partial instanceof LearnResult learned
        ? BatchArtifacts.unabridged(learned)
        : BatchArtifacts.unabridged((CheckResult) partial);
  }

  /** Finds the failure that was written for a person: one of ours, else the outermost. */
  private static @Nullable ApplicationFailure telling(@Nullable Throwable failure) {
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
