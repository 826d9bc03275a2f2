package io.truthound.temporal.workflow;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.dataset.DatasetSummary;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.LearnedSchema;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the answer of a batch without rules together, as far as no column speaks in it: the report
 * adds what columns say, and errors.
 */
record ColumnAnswers(
    Status status,
    Ended ended,
    Duration duration,
    DatasetSummary dataset,
    StatusCounts counts,
    List<ChunkError> errors,
    @Nullable Long failingChunk,
    @Nullable String failureMessage) {

  static ColumnAnswers of(
      BatchRequest request,
      PlanSummary plan,
      MergedPrefix merged,
      Ended ended,
      @Nullable String lost) {
    StatusCounts counts =
        merged.counts().plus(Status.SKIPPED, plan.chunks() - merged.counts().total());
    boolean whole = ended == Ended.COMPLETED && counts.error() == 0;
    return new ColumnAnswers(
        whole ? Status.PASSED : Status.ERROR,
        ended,
        Answers.sinceStart(request),
        plan.dataset(),
        counts,
        merged.errors(),
        merged.stop() == null ? null : Long.valueOf(merged.stop().chunk()),
        Answers.why(request.config(), merged, ended, lost));
  }

  /** Returns the answers of a batch that ended before it had a plan. */
  static ColumnAnswers unplanned(BatchRequest request, Ended ended) {
    return new ColumnAnswers(
        Status.ERROR,
        ended,
        Answers.sinceStart(request),
        new DatasetSummary(request.dataset().displayName(), 0, 0, 0),
        StatusCounts.NONE,
        List.of(),
        null,
        Answers.why(request.config(), null, ended, null));
  }

  /** Returns the same for the report, which gathers the errors of slices itself. */
  ColumnAnswers toReport() {
    return new ColumnAnswers(
        status,
        ended,
        duration,
        dataset,
        counts,
        Answers.ofNoSlice(errors),
        failingChunk,
        failureMessage);
  }

  /** Returns that of a profile. */
  ProfileResult profile() {
    WorkflowInfo info = Workflow.getInfo();
    return new ProfileResult(
        info.getWorkflowId(),
        info.getFirstExecutionRunId(),
        status,
        ended,
        duration,
        dataset,
        counts,
        0,
        0,
        List.of(),
        List.of(),
        errors,
        failingChunk,
        failureMessage,
        null,
        false);
  }

  /** Returns that of a learn. */
  LearnResult learn() {
    WorkflowInfo info = Workflow.getInfo();
    return new LearnResult(
        info.getWorkflowId(),
        info.getFirstExecutionRunId(),
        status,
        ended,
        duration,
        dataset,
        counts,
        0,
        0,
        LearnedSchema.NONE,
        List.of(),
        errors,
        failingChunk,
        failureMessage,
        null,
        false);
  }
}
