package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.dataset.DatasetSummary;
import io.truthound.temporal.rule.InSet;
import io.truthound.temporal.rule.RuleSet;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a learn. What a client returns is whole; workflow history holds no sets of values,
 * and neither schema nor rules where they are too many: the report that {@code report} points to
 * has all.
 *
 * @param workflowId the workflow that learned
 * @param runId the run that began the batch; empty in a report, whose bytes name no run
 * @param status PASSED where every row was reached and could be read, else ERROR
 * @param ended how the batch came to its end
 * @param duration from the workflow's start to its answer; zero in a report
 * @param dataset what was learned from
 * @param chunks every planned chunk, counted by its status
 * @param rows how many rows were learned from; less than the dataset's where chunks are ERROR or
 *     were not reached
 * @param malformed how many of them are no records, and so in no column
 * @param schema what the columns are like
 * @param rules the rules that all these rows keep, column by column in schema order
 * @param errors why chunks are ERROR, in plan order
 * @param failingChunk the chunk that ended the batch early, or null
 * @param failureMessage why the batch ended early or learned less, for a person, or null
 * @param report where the full report lies, or null where none was written
 * @param abridged whether the report has sets of values, or schema and rules, that are left out
 * @param reusedSlices how many slices an earlier batch scanned, in whose place this one went on;
 *     zero in a report, which is the same whoever did
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LearnResult(
    String workflowId,
    String runId,
    Status status,
    Ended ended,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration duration,
    DatasetSummary dataset,
    StatusCounts chunks,
    long rows,
    long malformed,
    LearnedSchema schema,
    List<LearnedRule> rules,
    List<ChunkError> errors,
    @Nullable Long failingChunk,
    @Nullable String failureMessage,
    @Nullable ArtifactRef report,
    boolean abridged,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int reusedSlices)
    implements ScanOutcome {
  public LearnResult {
    duration = duration == null ? Duration.ZERO : duration;
    schema = schema == null ? LearnedSchema.NONE : schema;
    rules = rules == null ? List.of() : List.copyOf(rules);
    errors = errors == null ? List.of() : List.copyOf(errors);
  }

  /** Creates the answer of a batch that scanned all its slices itself. */
  public LearnResult(
      String workflowId,
      String runId,
      Status status,
      Ended ended,
      Duration duration,
      DatasetSummary dataset,
      StatusCounts chunks,
      long rows,
      long malformed,
      LearnedSchema schema,
      List<LearnedRule> rules,
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
        duration,
        dataset,
        chunks,
        rows,
        malformed,
        schema,
        rules,
        errors,
        failingChunk,
        failureMessage,
        report,
        abridged,
        0);
  }

  /**
   * Returns the learned rules, to be checked.
   *
   * @throws IllegalStateException if the answer is abridged, or nothing was learned
   */
  public RuleSet toRules() {
    if (abridged) {
      throw new IllegalStateException(
          "Cannot tell all rules: the answer is abridged, and the report has the others");
    }
    if (rules.isEmpty()) {
      throw new IllegalStateException("Cannot make rules: none was learned");
    }
    return new RuleSet(rules.stream().map(LearnedRule::rule).toList());
  }

  public LearnResult withIds(String workflowId, String runId, Duration duration) {
    return copy(workflowId, runId, duration, schema, rules, errors, report, abridged);
  }

  public LearnResult withErrors(List<ChunkError> errors) {
    return copy(workflowId, runId, duration, schema, rules, errors, report, abridged);
  }

  /** Returns this answer with where its report lies. */
  public LearnResult withReport(ArtifactRef report) {
    return copy(workflowId, runId, duration, schema, rules, errors, report, abridged);
  }

  /** Returns this answer with what rows say. */
  public LearnResult withLearned(
      long rows, long malformed, LearnedSchema schema, List<LearnedRule> rules) {
    return new LearnResult(
        workflowId,
        runId,
        status,
        ended,
        duration,
        dataset,
        chunks,
        rows,
        malformed,
        schema,
        rules,
        errors,
        failingChunk,
        failureMessage,
        report,
        abridged,
        reusedSlices);
  }

  /** Returns this answer as one that is not whole, and why. */
  public LearnResult lacking(String failureMessage) {
    return new LearnResult(
        workflowId,
        runId,
        Status.ERROR,
        ended,
        duration,
        dataset,
        chunks,
        rows,
        malformed,
        schema,
        rules,
        errors,
        failingChunk,
        failureMessage,
        report,
        abridged,
        reusedSlices);
  }

  /** Returns this answer without sets of values, which the report has. */
  public LearnResult withoutValues() {
    List<LearnedRule> others =
        rules.stream().filter(learned -> !(learned.rule() instanceof InSet)).toList();
    LearnedSchema bare = schema.withoutValues();
    boolean same = others.size() == rules.size() && bare.equals(schema);
    return copy(workflowId, runId, duration, bare, others, errors, report, abridged || !same);
  }

  /** Returns this answer without schema and rules, which the report has. */
  public LearnResult abridge() {
    return copy(workflowId, runId, duration, LearnedSchema.NONE, List.of(), errors, report, true);
  }

  /** Returns this answer with the schema and rules of its report. */
  public LearnResult unabridged(LearnResult full) {
    return copy(
        workflowId, runId, duration, full.schema(), full.rules(), full.errors(), report, false);
  }

  /** Returns this answer, to which so many slices of an earlier batch came. */
  public LearnResult withReusedSlices(int reusedSlices) {
    return new LearnResult(
        workflowId,
        runId,
        status,
        ended,
        duration,
        dataset,
        chunks,
        rows,
        malformed,
        schema,
        rules,
        errors,
        failingChunk,
        failureMessage,
        report,
        abridged,
        reusedSlices);
  }

  /** Returns a copy with these fields; all others stay. */
  private LearnResult copy(
      String workflowId,
      String runId,
      Duration duration,
      LearnedSchema schema,
      List<LearnedRule> rules,
      List<ChunkError> errors,
      @Nullable ArtifactRef report,
      boolean abridged) {
    return new LearnResult(
        workflowId,
        runId,
        status,
        ended,
        duration,
        dataset,
        chunks,
        rows,
        malformed,
        schema,
        rules,
        errors,
        failingChunk,
        failureMessage,
        report,
        abridged,
        reusedSlices);
  }
}
