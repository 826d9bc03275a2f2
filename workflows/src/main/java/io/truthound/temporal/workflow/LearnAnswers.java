package io.truthound.temporal.workflow;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.dataset.DatasetSummary;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.LearnedSchema;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the answer of a learn together. */
final class LearnAnswers {
  private LearnAnswers() {}

  /** Returns the answer without schema, rules and errors. */
  static LearnResult of(BatchRequest request, PlanSummary plan, MergedPrefix merged, Ended ended) {
    StatusCounts counts =
        merged.counts().plus(Status.SKIPPED, plan.chunks() - merged.counts().total());
    boolean whole = ended == Ended.COMPLETED && counts.error() == 0;
    return empty(
        whole ? Status.PASSED : Status.ERROR,
        ended,
        plan.dataset(),
        counts,
        merged.stop() == null ? null : Long.valueOf(merged.stop().chunk()),
        Answers.why(request.config(), merged, ended));
  }

  /** Returns the answer of a learn that ended before it had a plan. */
  static LearnResult unplanned(BatchRequest request, Ended ended) {
    return empty(
        Status.ERROR,
        ended,
        new DatasetSummary(request.dataset().displayName(), 0, 0, 0),
        StatusCounts.NONE,
        null,
        Answers.why(request.config(), null, ended));
  }

  private static LearnResult empty(
      Status status,
      Ended ended,
      DatasetSummary dataset,
      StatusCounts counts,
      @Nullable Long failingChunk,
      @Nullable String failureMessage) {
    WorkflowInfo info = Workflow.getInfo();
    return new LearnResult(
        info.getWorkflowId(),
        info.getFirstExecutionRunId(),
        status,
        ended,
        Answers.sinceStart(),
        dataset,
        counts,
        0,
        0,
        LearnedSchema.NONE,
        List.of(),
        List.of(),
        failingChunk,
        failureMessage,
        null,
        false);
  }

  /** Returns the answer that the report gave, with the time that it took. */
  static LearnResult complete(LearnResult learned) {
    WorkflowInfo info = Workflow.getInfo();
    return learned.withIds(
        info.getWorkflowId(), info.getFirstExecutionRunId(), Answers.sinceStart());
  }

  /**
   * Returns the answer, or fails the workflow with it where the configuration says so.
   *
   * @throws ApplicationFailure with the answer in its details
   */
  static LearnResult close(LearnResult result, BatchConfig config) {
    if (result.ended() == Ended.ABORTED) {
      throw ApplicationFailure.newNonRetryableFailure(
          String.valueOf(result.failureMessage()), FailureTypes.CHUNK_ERROR, result);
    }
    if (Answers.fails(result.status(), config.failWorkflowOn())) {
      throw ApplicationFailure.newNonRetryableFailure(
          "The learn of %s is %s".formatted(result.dataset().name(), result.status()),
          FailureTypes.BATCH_FAILED,
          result);
    }
    return result;
  }
}
