package io.truthound.temporal.workflow;

import io.temporal.api.enums.v1.RetryState;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.contract.LostSlice;
import io.truthound.temporal.contract.SliceTask;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.merge.SliceSummary;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says what failed activities mean for their chunks and for the batch. */
final class Failures {
  private static final int LONGEST_MESSAGE = 500;

  /** Types that say more than that the attempts are used up. */
  private static final List<String> KEPT =
      List.of(FailureTypes.MEMORY_EXHAUSTED, FailureTypes.WORKER_LOST);

  private Failures() {}

  /** Returns why the chunks of a slice are ERROR once its attempts are used up. */
  static LostSlice of(SliceTask task, RuntimeException failure) {
    Throwable cause = failure instanceof ActivityFailure ? failure.getCause() : failure;
    if (task.suspect() && cause instanceof TimeoutFailure) {
      return new LostSlice(
          task,
          FailureTypes.WORKER_LOST,
          "workers were lost with it, or took longer than the chunk timeout, in every attempt");
    }
    if (cause instanceof TimeoutFailure timeout) {
      return switch (timeout.getTimeoutType()) {
        case TIMEOUT_TYPE_HEARTBEAT ->
            new LostSlice(
                task,
                FailureTypes.WORKER_SILENT,
                "every attempt went silent for longer than the heartbeat timeout");
        default ->
            new LostSlice(
                task,
                FailureTypes.SLICE_TIMED_OUT,
                "every attempt took longer than the chunk timeout");
      };
    }
    if (cause instanceof ApplicationFailure application) {
      String type =
          KEPT.contains(application.getType()) ? application.getType() : FailureTypes.SLICE_FAILED;
      return new LostSlice(task, type, shortened(application.getOriginalMessage()));
    }
    return new LostSlice(task, FailureTypes.SLICE_FAILED, shortened(String.valueOf(cause)));
  }

  /**
   * Returns how many attempts there were, as far as the failure tells: one, or as many as there may
   * be.
   */
  static int attempts(RuntimeException failure, int most) {
    return failure instanceof ActivityFailure activity
            && activity.getRetryState() == RetryState.RETRY_STATE_MAXIMUM_ATTEMPTS_REACHED
        ? most
        : 1;
  }

  /** Returns why a key partition could not be counted. */
  static String reason(RuntimeException failure) {
    Throwable cause = failure instanceof ActivityFailure ? failure.getCause() : failure;
    if (cause instanceof TimeoutFailure timeout) {
      return switch (timeout.getTimeoutType()) {
        case TIMEOUT_TYPE_HEARTBEAT ->
            "every attempt went silent for longer than the heartbeat timeout";
        default -> "every attempt took longer than the chunk timeout";
      };
    }
    return shortened(
        cause instanceof ApplicationFailure application
            ? application.getOriginalMessage()
            : String.valueOf(cause));
  }

  /** Says whether an activity failed because an artifact is missing or altered. */
  static boolean isDamage(RuntimeException failure) {
    return isOfType(failure, FailureTypes.ARTIFACT_DAMAGED);
  }

  /** Says whether an activity failed because its worker has another engine than the plan's. */
  static boolean isMismatch(RuntimeException failure) {
    return isOfType(failure, FailureTypes.ENGINE_MISMATCH);
  }

  /** Says whether planning found nothing where data should be. */
  static boolean isMissing(RuntimeException failure) {
    return isOfType(failure, FailureTypes.DATA_MISSING);
  }

  /** Says whether an activity is not tried again because workers were lost with it. */
  static boolean isWorkerLost(RuntimeException failure) {
    return isOfType(failure, FailureTypes.WORKER_LOST);
  }

  private static boolean isOfType(RuntimeException failure, String type) {
    return failure instanceof ActivityFailure
        && failure.getCause() instanceof ApplicationFailure application
        && type.equals(application.getType());
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

  /** Says whether an activity was cancelled. */
  static boolean isCancelled(RuntimeException failure) {
    return failure instanceof CanceledFailure
        || (failure instanceof ActivityFailure && failure.getCause() instanceof CanceledFailure);
  }

  /** Returns the failure of a batch that can neither check a slice nor record that it cannot. */
  static TemporalFailure unrecorded(LostSlice lost, RuntimeException failure) {
    return ApplicationFailure.newNonRetryableFailureWithCause(
        "Cannot record that slice %d failed (%s: %s)"
            .formatted(lost.task().slice(), lost.type(), lost.message()),
        FailureTypes.SLICE_FAILED,
        failure);
  }

  /**
   * Merges, and fails the workflow where the slice contradicts what was merged before it: its
   * artifact is not of this plan. Any other exception would retry the workflow task for ever.
   */
  static MergedPrefix consistently(SliceSummary slice, Supplier<MergedPrefix> merge) {
    try {
      return merge.get();
    } catch (IllegalArgumentException | ArithmeticException contradiction) {
      throw ApplicationFailure.newNonRetryableFailureWithCause(
          "Cannot merge slice %d: %s".formatted(slice.slice(), contradiction.getMessage()),
          FailureTypes.ARTIFACT_DAMAGED,
          contradiction);
    }
  }

  private static String shortened(String message) {
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE) + "…";
  }
}
