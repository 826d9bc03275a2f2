package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a list of datasets: one result each, in the order of the list.
 *
 * @param workflowId the workflow that ran the list
 * @param runId its run
 * @param status the worst of the datasets'; ERROR where the list was cancelled or its time was over
 * @param ended how the list came to its end
 * @param duration from the workflow's start to its answer
 * @param counts the datasets, counted by their status
 * @param failing the place in the list, from 0, of the dataset that ended it early, or null
 * @param results one for each dataset, in list order
 * @param abridged whether outcomes, or all of {@code results}, are left out because they are too
 *     much for workflow history; each dataset's own workflow has its outcome, and what a client
 *     returns is whole
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BatchResult(
    String workflowId,
    String runId,
    Status status,
    Ended ended,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration duration,
    StatusCounts counts,
    @Nullable Integer failing,
    List<DatasetResult> results,
    boolean abridged) {
  public BatchResult {
    duration = duration == null ? Duration.ZERO : duration;
    results = results == null ? List.of() : List.copyOf(results);
  }

  /**
   * Puts the answer of a list together: what its datasets came to makes its status.
   *
   * @param results one for each dataset, in list order
   * @param failing the place of the dataset that ended the list early, or null
   * @param early how the list was ended from outside, or null where it was not
   */
  public static BatchResult of(
      String workflowId,
      String runId,
      Duration duration,
      List<DatasetResult> results,
      @Nullable Integer failing,
      @Nullable Ended early) {
    StatusCounts counts = StatusCounts.NONE;
    Status status = early == null ? Status.SKIPPED : Status.ERROR;
    for (DatasetResult result : results) {
      counts = counts.plus(result.status(), 1);
      status = status.worse(result.status());
    }
    Ended ended = failing == null ? Ended.COMPLETED : Ended.FAIL_FAST;
    return new BatchResult(
        workflowId,
        runId,
        status,
        early == null ? ended : early,
        duration,
        counts,
        failing,
        results,
        false);
  }

  /** Says whether no dataset broke a rule of severity error, and everything could be read. */
  public boolean succeeded() {
    return !status.failing();
  }

  public double durationSeconds() {
    return duration.toNanos() / 1e9;
  }

  /** Returns this answer without the outcomes of its datasets. */
  public BatchResult withoutOutcomes() {
    return abridged(results.stream().map(result -> result.withOutcome(null)).toList());
  }

  /** Returns this answer without anything of single datasets. */
  public BatchResult withoutResults() {
    return abridged(List.of());
  }

  /** Returns this answer with all that is known of its datasets. */
  public BatchResult unabridged(List<DatasetResult> all) {
    return new BatchResult(workflowId, runId, status, ended, duration, counts, failing, all, false);
  }

  private BatchResult abridged(List<DatasetResult> left) {
    return new BatchResult(workflowId, runId, status, ended, duration, counts, failing, left, true);
  }
}
