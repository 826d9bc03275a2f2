package io.truthound.temporal.workflow;

import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TerminatedFailure;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.DatasetFailure;
import io.truthound.temporal.result.DatasetResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the answer of a list together from what became of its datasets. */
final class ListAnswers {
  private ListAnswers() {}

  /** Returns the element of a dataset whose batch gave no answer, with what it knew. */
  static DatasetResult failed(String dataset, String id, @Nullable RuntimeException failure) {
    ApplicationFailure telling = Failures.telling(failure);
    if (telling == null) {
      DatasetFailure why = new DatasetFailure(FailureTypes.DATASET_NOT_FINISHED, why(failure));
      return DatasetResult.failed(dataset, id, why, null);
    }
    BatchOutcome known =
        FailureTypes.aborting().contains(telling.getType())
            ? telling.getDetails().get(BatchOutcome.class)
            : null;
    DatasetFailure why = new DatasetFailure(telling.getType(), telling.getOriginalMessage());
    return DatasetResult.failed(dataset, id, why, known);
  }

  /** Returns an answer that workflow history can hold: without what is too much for it. */
  static BatchResult fitting(BatchResult whole) {
    for (BatchResult answer : List.of(whole, whole.withoutOutcomes())) {
      if (ArtifactJson.write(answer).length <= Answers.MOST_BYTES_IN_HISTORY) {
        return answer;
      }
    }
    return whole.withoutResults();
  }

  /**
   * Returns the answer, or fails the workflow with it where the configuration says so.
   *
   * @throws ApplicationFailure with the answer in its details
   */
  static BatchResult close(BatchResult result, BatchConfig config) {
    if (Answers.fails(result.status(), config.failWorkflowOn())) {
      throw ApplicationFailure.newNonRetryableFailure(
          "The list of datasets is " + result.status(), FailureTypes.BATCH_FAILED, result);
    }
    return result;
  }

  private static String why(@Nullable RuntimeException failure) {
    Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
    if (cause instanceof CanceledFailure) {
      return DatasetFailure.CANCELLED;
    }
    if (cause instanceof TerminatedFailure) {
      return DatasetFailure.TERMINATED;
    }
    return DatasetFailure.NO_ANSWER;
  }
}
