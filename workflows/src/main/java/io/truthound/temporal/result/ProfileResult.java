package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.dataset.DatasetSummary;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a profile. Small: most frequent values are left out and errors may be cut short;
 * the report that {@code report} points to has all of them.
 *
 * @param workflowId the workflow that profiled
 * @param runId the run that began the batch; empty in a report, whose bytes name no run
 * @param status PASSED where every row was reached and could be read, else ERROR
 * @param ended how the batch came to its end
 * @param duration from the workflow's start to its answer; zero in a report
 * @param dataset what was profiled
 * @param chunks every planned chunk, counted by its status
 * @param rows how many rows the columns speak of; less than the dataset's where chunks are ERROR or
 *     were not reached
 * @param malformed how many of them are no records, and so in no column
 * @param columns each column, in schema order
 * @param correlations each pair of numeric columns, where asked for
 * @param errors why chunks are ERROR, in plan order
 * @param failingChunk the chunk that ended the batch early, or null
 * @param failureMessage why the batch ended early, for a person, or null
 * @param report where the full report lies, or null where none was written
 * @param abridged whether {@code columns} and {@code correlations} are empty because they are too
 *     many for workflow history; the report has them
 * @param reusedSlices how many slices an earlier batch scanned, in whose place this one went on;
 *     zero in a report, which is the same whoever did
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProfileResult(
    String workflowId,
    String runId,
    Status status,
    Ended ended,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration duration,
    DatasetSummary dataset,
    StatusCounts chunks,
    long rows,
    long malformed,
    List<ColumnProfile> columns,
    List<Correlation> correlations,
    List<ChunkError> errors,
    @Nullable Long failingChunk,
    @Nullable String failureMessage,
    @Nullable ArtifactRef report,
    boolean abridged,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int reusedSlices)
    implements ScanOutcome {
  public ProfileResult {
    duration = duration == null ? Duration.ZERO : duration;
    columns = columns == null ? List.of() : List.copyOf(columns);
    correlations = correlations == null ? List.of() : List.copyOf(correlations);
    errors = errors == null ? List.of() : List.copyOf(errors);
  }

  /** Creates the answer of a batch that scanned all its slices itself. */
  public ProfileResult(
      String workflowId,
      String runId,
      Status status,
      Ended ended,
      Duration duration,
      DatasetSummary dataset,
      StatusCounts chunks,
      long rows,
      long malformed,
      List<ColumnProfile> columns,
      List<Correlation> correlations,
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
        columns,
        correlations,
        errors,
        failingChunk,
        failureMessage,
        report,
        abridged,
        0);
  }

  /**
   * Returns what is said of a column.
   *
   * @throws IllegalArgumentException if it was not profiled
   */
  public ColumnProfile column(String name) {
    return columns.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("Column \"" + name + "\" was not profiled"));
  }

  public ProfileResult withIds(String workflowId, String runId, Duration duration) {
    return copy(workflowId, runId, duration, columns, correlations, errors, report, abridged);
  }

  public ProfileResult withErrors(List<ChunkError> errors) {
    return copy(workflowId, runId, duration, columns, correlations, errors, report, abridged);
  }

  /** Returns this answer with where its report lies. */
  public ProfileResult withReport(ArtifactRef report) {
    return copy(workflowId, runId, duration, columns, correlations, errors, report, abridged);
  }

  /** Returns this answer with what rows say. */
  public ProfileResult withColumns(
      long rows, long malformed, List<ColumnProfile> columns, List<Correlation> correlations) {
    return new ProfileResult(
        workflowId,
        runId,
        status,
        ended,
        duration,
        dataset,
        chunks,
        rows,
        malformed,
        columns,
        correlations,
        errors,
        failingChunk,
        failureMessage,
        report,
        abridged,
        reusedSlices);
  }

  /** Returns this answer without columns, which the report has. */
  public ProfileResult abridge() {
    return copy(workflowId, runId, duration, List.of(), List.of(), errors, report, true);
  }

  /** Returns this answer with the columns of its report, most frequent values and all. */
  public ProfileResult unabridged(ProfileResult full) {
    return copy(
        workflowId,
        runId,
        duration,
        full.columns(),
        full.correlations(),
        full.errors(),
        report,
        false);
  }

  /** Returns this answer as workflow history may hold it: without values that stand for rows. */
  public ProfileResult withoutFrequent() {
    return copy(
        workflowId,
        runId,
        duration,
        columns.stream().map(ColumnProfile::withoutFrequent).toList(),
        correlations,
        errors,
        report,
        abridged);
  }

  /** Returns this answer, to which so many slices of an earlier batch came. */
  public ProfileResult withReusedSlices(int reusedSlices) {
    return new ProfileResult(
        workflowId,
        runId,
        status,
        ended,
        duration,
        dataset,
        chunks,
        rows,
        malformed,
        columns,
        correlations,
        errors,
        failingChunk,
        failureMessage,
        report,
        abridged,
        reusedSlices);
  }

  /** Returns a copy with these fields; all others stay. */
  private ProfileResult copy(
      String workflowId,
      String runId,
      Duration duration,
      List<ColumnProfile> columns,
      List<Correlation> correlations,
      List<ChunkError> errors,
      @Nullable ArtifactRef report,
      boolean abridged) {
    return new ProfileResult(
        workflowId,
        runId,
        status,
        ended,
        duration,
        dataset,
        chunks,
        rows,
        malformed,
        columns,
        correlations,
        errors,
        failingChunk,
        failureMessage,
        report,
        abridged,
        reusedSlices);
  }
}
