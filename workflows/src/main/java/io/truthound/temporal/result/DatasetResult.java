package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What became of one dataset of a list.
 *
 * @param dataset its name, or its URIs as given
 * @param workflowId the workflow that worked on it, or would have
 * @param status the verdict; ERROR where there is no answer, SKIPPED where the dataset does not
 *     count: the list ended before it
 * @param outcome the answer, or what was known of one that failed; null where there is none
 * @param failure why there is no answer, as where planning was refused; null where there is one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DatasetResult(
    String dataset,
    String workflowId,
    Status status,
    @Nullable BatchOutcome outcome,
    @Nullable DatasetFailure failure) {

  /** Returns the result of a dataset whose batch gave an answer. */
  public static DatasetResult answered(String dataset, String workflowId, ScanOutcome outcome) {
    return new DatasetResult(dataset, workflowId, outcome.status(), outcome, null);
  }

  /** Returns the result of a dataset whose batch was refused or failed, with what it knew. */
  public static DatasetResult failed(
      String dataset, String workflowId, DatasetFailure failure, @Nullable BatchOutcome known) {
    return new DatasetResult(dataset, workflowId, Status.ERROR, known, failure);
  }

  /** Returns the result of a dataset that does not count. */
  public static DatasetResult skipped(String dataset, String workflowId) {
    return new DatasetResult(dataset, workflowId, Status.SKIPPED, null, null);
  }

  /** Returns the answer of a check, or null where there is none or it is of another kind. */
  public @Nullable CheckResult check() {
    return outcome instanceof CheckResult check ? check : null;
  }

  /** Returns the answer of a profile, or null where there is none or it is of another kind. */
  public @Nullable ProfileResult profile() {
    return outcome instanceof ProfileResult profile ? profile : null;
  }

  /** Returns the answer of a learn, or null where there is none or it is of another kind. */
  public @Nullable LearnResult learn() {
    return outcome instanceof LearnResult learn ? learn : null;
  }

  /** Returns how the batch came to its end, or null where it gave no answer. */
  public @Nullable Ended ended() {
    return outcome instanceof ScanOutcome scan ? scan.ended() : null;
  }

  public DatasetResult withOutcome(@Nullable BatchOutcome outcome) {
    return new DatasetResult(dataset, workflowId, status, outcome, failure);
  }
}
