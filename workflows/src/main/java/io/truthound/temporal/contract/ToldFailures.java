package io.truthound.temporal.contract;

import io.temporal.failure.ApplicationFailure;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.DatasetFailure;
import io.truthound.temporal.result.DatasetResult;
import org.jspecify.annotations.Nullable;

/** Finds in the failure of a batch's workflow what it tells a person. */
public final class ToldFailures {
  private ToldFailures() {}

  /** Finds the failure that was written for a person: one of ours, else the outermost. */
  public static @Nullable ApplicationFailure telling(@Nullable Throwable failure) {
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

  /**
   * Returns the element of a dataset whose batch gave no answer, with what it knew.
   *
   * @param otherwise what to say where no failure tells
   */
  public static DatasetResult element(
      String dataset, String workflowId, @Nullable Throwable failure, String otherwise) {
    ApplicationFailure telling = telling(failure);
    if (telling == null) {
      return DatasetResult.failed(
          dataset,
          workflowId,
          new DatasetFailure(FailureTypes.DATASET_NOT_FINISHED, otherwise),
          null);
    }
    BatchOutcome known =
        FailureTypes.aborting().contains(telling.getType())
            ? telling.getDetails().get(BatchOutcome.class)
            : null;
    return DatasetResult.failed(
        dataset,
        workflowId,
        new DatasetFailure(telling.getType(), telling.getOriginalMessage()),
        known);
  }
}
