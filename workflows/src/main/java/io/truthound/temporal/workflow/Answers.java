package io.truthound.temporal.workflow;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.FailWorkflowOn;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.DataTime;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.contract.HistoryNote;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.contract.ReportSummary;
import io.truthound.temporal.dataset.DatasetSummary;
import io.truthound.temporal.merge.Aggregation;
import io.truthound.temporal.merge.Grounds;
import io.truthound.temporal.merge.MeasuredRule;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.merge.MergedPrefix.Stop;
import io.truthound.temporal.merge.Verdicts;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.ScanOutcome;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the answer of a batch together from what was merged. */
final class Answers {
  /** Nothing above 32 KiB goes into history; this leaves room for what wraps it. */
  static final int MOST_BYTES_IN_HISTORY = 30 * 1024;

  private Answers() {}

  /** Returns what the rules' verdicts follow from. */
  static Verdicts.Basis basis(
      BatchRequest request,
      PlanSummary plan,
      MergedPrefix merged,
      Ended ended,
      List<MeasuredRule> measured) {
    return Grounds.of(
        request.config().aggregationStrategy(), plan.chunks(), merged, ended, measured);
  }

  /** Says whether the rules' verdicts are part of the answer. */
  static boolean keepsRules(BatchRequest request, Ended ended) {
    return keepsPartial(request, ended);
  }

  /** Says whether more than counts and errors is part of the answer. */
  static boolean keepsPartial(BatchRequest request, Ended ended) {
    return request.config().collectPartialResults()
        || ended == Ended.COMPLETED
        || ended == Ended.FAIL_FAST;
  }

  /**
   * Returns the answer without rules; that of a wide batch gets its status from the report.
   *
   * @param lost why nothing could be read any more; null where all could
   */
  static CheckResult of(
      BatchRequest request,
      PlanSummary plan,
      List<Rule> rules,
      List<RuleResult> results,
      MergedPrefix merged,
      Ended ended,
      @Nullable String lost) {
    AggregationStrategy strategy = request.config().aggregationStrategy();
    Stop stop = merged.stop();
    StatusCounts counts =
        merged.counts().plus(Status.SKIPPED, plan.chunks() - merged.counts().total());
    WorkflowInfo info = Workflow.getInfo();
    return new CheckResult(
        info.getWorkflowId(),
        info.getFirstExecutionRunId(),
        Aggregation.status(strategy, counts, rules, results, stop, ended),
        ended,
        strategy,
        sinceStart(request),
        plan.dataset(),
        counts,
        List.of(),
        merged.errors(),
        stop == null ? null : stop.chunk(),
        why(request.config(), merged, ended, lost),
        null,
        false);
  }

  /** Returns the answer of a batch that ended before it had a plan. */
  static CheckResult unplanned(BatchRequest request, Ended ended) {
    WorkflowInfo info = Workflow.getInfo();
    return new CheckResult(
        info.getWorkflowId(),
        info.getFirstExecutionRunId(),
        Status.ERROR,
        ended,
        request.config().aggregationStrategy(),
        sinceStart(request),
        new DatasetSummary(request.dataset().displayName(), 0, 0, 0),
        StatusCounts.NONE,
        List.of(),
        List.of(),
        null,
        why(request.config(), null, ended, null),
        null,
        false);
  }

  /** Returns the answer with the rows that the report found, and where the report lies. */
  static CheckResult complete(
      BatchRequest request, CheckResult result, List<RuleResult> results, ReportSummary report) {
    Status status = report.status() == null ? result.status() : report.status();
    List<RuleResult> rules = new ArrayList<>(results);
    for (int rule = 0; rule < rules.size() && rule < report.samples().size(); rule++) {
      List<FailingRow> rows = report.samples().get(rule);
      rules.set(rule, rules.get(rule).withSamples(rows));
    }
    return fitting(
        result
            .withStatus(status)
            .withRules(rules)
            .withErrors(report.errors())
            .withReport(report.report())
            .withIds(result.workflowId(), result.runId(), sinceStart(request)));
  }

  /** Returns the same without rules where history should not hold them. */
  static CheckResult fitting(CheckResult result) {
    return ArtifactJson.write(result).length <= MOST_BYTES_IN_HISTORY ? result : result.abridge();
  }

  /**
   * Returns the answer, or fails the workflow with it where the configuration says so.
   *
   * @param operation what the workflow did, for a person
   * @param lost whether the machine that has what it reads is gone
   * @throws ApplicationFailure with the answer in its details
   */
  static <T extends ScanOutcome> T close(
      T result, String operation, BatchConfig config, boolean lost) {
    if (result.ended() == Ended.ABORTED) {
      String stopped =
          result.failingChunk() == null ? FailureTypes.CIRCUIT_BROKEN : FailureTypes.CHUNK_ERROR;
      String type = lost ? FailureTypes.HOST_LOST : stopped;
      throw ApplicationFailure.newNonRetryableFailure(
          String.valueOf(result.failureMessage()), type, result);
    }
    if (fails(result.status(), config.failWorkflowOn())) {
      throw ApplicationFailure.newNonRetryableFailure(
          "The %s of %s is %s".formatted(operation, result.dataset().name(), result.status()),
          FailureTypes.BATCH_FAILED,
          result);
    }
    return result;
  }

  /** Says whether the configuration wants a workflow of this status to fail. */
  static boolean fails(Status status, FailWorkflowOn from) {
    return switch (from) {
      case NEVER -> false;
      case ERROR -> status == Status.ERROR;
      case FAILED -> status.failing();
      case WARNING -> status.failing() || status == Status.WARNING;
    };
  }

  /** Returns the errors of chunks that no slice tells of: the report has those of slices. */
  static List<ChunkError> ofNoSlice(List<ChunkError> errors) {
    return errors.stream().filter(error -> error.type().equals(FailureTypes.HOST_LOST)).toList();
  }

  /**
   * Says why a batch ended early; null where it did not.
   *
   * @param lost why nothing could be read any more; null where all could
   */
  static @Nullable String why(
      BatchConfig config, @Nullable MergedPrefix merged, Ended ended, @Nullable String lost) {
    if (lost != null && ended == Ended.ABORTED) {
      return lost;
    }
    return switch (ended) {
      case COMPLETED -> null;
      case TIMED_OUT -> "The total timeout of " + config.totalTimeout() + " was over";
      case CANCELLED -> "The batch was cancelled";
      case ABORTED -> merged == null || merged.stop() == null ? broken(merged) : stopped(merged);
      case FAIL_FAST -> stopped(merged);
    };
  }

  private static String broken(@Nullable MergedPrefix merged) {
    List<ChunkError> errors = merged == null ? List.of() : merged.errors();
    return "%d slices in a row could not be scanned, and the batch goes no further%s"
        .formatted(
            Troubles.MOST_IN_A_ROW,
            errors.isEmpty() ? "" : ": " + errors.get(errors.size() - 1).message());
  }

  private static String stopped(@Nullable MergedPrefix merged) {
    Stop stop = merged == null ? null : merged.stop();
    if (merged == null || stop == null) {
      return "A schema rule is broken, and the batch fails fast";
    }
    String reason =
        merged.errors().stream()
            .filter(error -> error.firstChunk() + error.chunks() > stop.chunk())
            .map(error -> ": " + error.message())
            .findFirst()
            .orElse("");
    return "Chunk %d is %s%s"
        .formatted(stop.chunk(), stop.status(), stop.status() == Status.ERROR ? reason : "");
  }

  /** Returns what its dataset's history is told of a batch; null of a part of another. */
  static @Nullable HistoryNote note(BatchRequest request) {
    if (request.unrecorded()) {
      return null;
    }
    DataTime time = request.dataTime();
    return new HistoryNote(
        Workflow.getInfo().getWorkflowId(),
        begun(request),
        sinceStart(request),
        time == null ? null : time.scheduled());
  }

  static Duration sinceStart(BatchRequest request) {
    return since(begun(request));
  }

  /** Returns how long a workflow takes that has one run. */
  static Duration sinceRunStart() {
    return since(runStart());
  }

  /** Returns when the batch began, in whatever run: what rules about age call now. */
  static Instant begun(BatchRequest request) {
    return request.carried() == null ? runStart() : request.carried().begun();
  }

  private static Duration since(Instant begun) {
    return Duration.between(begun, Instant.ofEpochMilli(Workflow.currentTimeMillis()));
  }

  /** Returns when this workflow run began. */
  static Instant runStart() {
    return Instant.ofEpochMilli(Workflow.getInfo().getRunStartedTimestampMillis());
  }
}
