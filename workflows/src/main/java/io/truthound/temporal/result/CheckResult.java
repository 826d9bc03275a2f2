package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.dataset.DatasetSummary;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a check. Small: failing rows come without their values, errors may be cut short;
 * the report that {@code report} points to has all of them.
 *
 * @param workflowId the workflow that checked
 * @param runId the run that began the batch; empty in a report, whose bytes name no run
 * @param status the verdict
 * @param ended how the batch came to its end
 * @param aggregation how chunk verdicts became {@code status}
 * @param duration from the workflow's start to its answer; zero in a report
 * @param dataset what was checked
 * @param chunks every planned chunk, counted by its status
 * @param rules each rule's verdict, by index
 * @param errors why chunks are ERROR, in plan order
 * @param failingChunk the chunk that ended the batch early, or null
 * @param failureMessage why the batch ended early, for a person, or null
 * @param report where the full report lies, or null where none was written
 * @param abridged whether {@code rules} is empty because there are too many for workflow history;
 *     the report has them
 * @param reusedSlices how many slices an earlier batch scanned, in whose place this one went on;
 *     zero in a report, which is the same whoever did
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CheckResult(
    String workflowId,
    String runId,
    Status status,
    Ended ended,
    AggregationStrategy aggregation,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration duration,
    DatasetSummary dataset,
    StatusCounts chunks,
    List<RuleResult> rules,
    List<ChunkError> errors,
    @Nullable Long failingChunk,
    @Nullable String failureMessage,
    @Nullable ArtifactRef report,
    boolean abridged,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int reusedSlices)
    implements ScanOutcome {
  public CheckResult {
    duration = duration == null ? Duration.ZERO : duration;
    rules = rules == null ? List.of() : List.copyOf(rules);
    errors = errors == null ? List.of() : List.copyOf(errors);
  }

  /** Creates the answer of a batch that scanned all its slices itself. */
  public CheckResult(
      String workflowId,
      String runId,
      Status status,
      Ended ended,
      AggregationStrategy aggregation,
      Duration duration,
      DatasetSummary dataset,
      StatusCounts chunks,
      List<RuleResult> rules,
      List<ChunkError> errors,
      @Nullable Long failingChunk,
      @Nullable String failureMessage,
      @Nullable ArtifactRef report,
      boolean abridged) {
    this(
        workflowId,
        runId,
        status,
        ended,
        aggregation,
        duration,
        dataset,
        chunks,
        rules,
        errors,
        failingChunk,
        failureMessage,
        report,
        abridged,
        0);
  }

  public long passedChunks() {
    return chunks.passed();
  }

  public long warningChunks() {
    return chunks.warning();
  }

  public long failedChunks() {
    return chunks.failed();
  }

  /** Returns the rules that the data broke, whatever their severity, by index. */
  public List<ValidationFailure> failures() {
    return rules.stream()
        .filter(rule -> rule.status() == Status.FAILED || rule.status() == Status.WARNING)
        .map(ValidationFailure::of)
        .toList();
  }

  /**
   * Returns the share of rows that passed, 0 to 1, where each rule counts each row that it
   * evaluated; 1 where none did.
   */
  public double passRate() {
    Tally all = rules.stream().map(RuleResult::tally).reduce(Tally.NONE, Tally::plus);
    return all.evaluated() == 0 ? 1 : (double) (all.evaluated() - all.failed()) / all.evaluated();
  }

  public CheckResult withIds(String workflowId, String runId, Duration duration) {
    return copy(workflowId, runId, duration, status, rules, errors, report, abridged);
  }

  public CheckResult withStatus(Status status) {
    return copy(workflowId, runId, duration, status, rules, errors, report, abridged);
  }

  public CheckResult withRules(List<RuleResult> rules) {
    return copy(workflowId, runId, duration, status, rules, errors, report, abridged);
  }

  public CheckResult withErrors(List<ChunkError> errors) {
    return copy(workflowId, runId, duration, status, rules, errors, report, abridged);
  }

  public CheckResult withReport(ArtifactRef report) {
    return copy(workflowId, runId, duration, status, rules, errors, report, abridged);
  }

  /** Returns this answer without its rules, which the report has. */
  public CheckResult abridge() {
    return copy(workflowId, runId, duration, status, List.of(), errors, report, true);
  }

  /** Returns this answer with the rules of its report, without the data in them. */
  public CheckResult unabridged(CheckResult full) {
    List<RuleResult> all =
        full.rules().stream()
            .map(
                rule ->
                    rule.withSamples(rule.samples().stream().map(FailingRow::withoutData).toList()))
            .toList();
    return copy(workflowId, runId, duration, status, all, errors, report, false);
  }

  /** Returns this answer, to which so many slices of an earlier batch came. */
  public CheckResult withReusedSlices(int reusedSlices) {
    return new CheckResult(
        workflowId,
        runId,
        status,
        ended,
        aggregation,
        duration,
        dataset,
        chunks,
        rules,
        errors,
        failingChunk,
        failureMessage,
        report,
        abridged,
        reusedSlices);
  }

  /** Returns a copy with these fields; all others stay. */
  private CheckResult copy(
      String workflowId,
      String runId,
      Duration duration,
      Status status,
      List<RuleResult> rules,
      List<ChunkError> errors,
      @Nullable ArtifactRef report,
      boolean abridged) {
    return new CheckResult(
        workflowId,
        runId,
        status,
        ended,
        aggregation,
        duration,
        dataset,
        chunks,
        rules,
        errors,
        failingChunk,
        failureMessage,
        report,
        abridged,
        reusedSlices);
  }
}
