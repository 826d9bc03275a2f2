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
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the answer of a profile together. */
final class ProfileAnswers {
  private ProfileAnswers() {}

  /** Returns the answer without columns. */
  static ProfileResult of(
      BatchRequest request, PlanSummary plan, MergedPrefix merged, Ended ended) {
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

  /** Returns the answer of a profile that ended before it had a plan. */
  static ProfileResult unplanned(BatchRequest request, Ended ended) {
    return empty(
        Status.ERROR,
        ended,
        new DatasetSummary(request.dataset().displayName(), 0, 0, 0),
        StatusCounts.NONE,
        null,
        Answers.why(request.config(), null, ended));
  }

  private static ProfileResult empty(
      Status status,
      Ended ended,
      DatasetSummary dataset,
      StatusCounts counts,
      @Nullable Long failingChunk,
      @Nullable String failureMessage) {
    WorkflowInfo info = Workflow.getInfo();
    return new ProfileResult(
        info.getWorkflowId(),
        info.getFirstExecutionRunId(),
        status,
        ended,
        Answers.sinceStart(),
        dataset,
        counts,
        0,
        0,
        List.of(),
        List.of(),
        List.of(),
        failingChunk,
        failureMessage,
        null,
        false);
  }

  /** Returns the answer that the report gave, with the time that it took. */
  static ProfileResult complete(ProfileResult profile) {
    WorkflowInfo info = Workflow.getInfo();
    return profile.withIds(
        info.getWorkflowId(), info.getFirstExecutionRunId(), Answers.sinceStart());
  }

  /**
   * Returns the answer, or fails the workflow with it where the configuration says so.
   *
   * @throws ApplicationFailure with the answer in its details
   */
  static ProfileResult close(ProfileResult result, BatchConfig config) {
    if (result.ended() == Ended.ABORTED) {
      throw ApplicationFailure.newNonRetryableFailure(
          String.valueOf(result.failureMessage()), FailureTypes.CHUNK_ERROR, result);
    }
    if (Answers.fails(result.status(), config.failWorkflowOn())) {
      throw ApplicationFailure.newNonRetryableFailure(
          "The profile of %s is %s".formatted(result.dataset().name(), result.status()),
          FailureTypes.BATCH_FAILED,
          result);
    }
    return result;
  }
}
