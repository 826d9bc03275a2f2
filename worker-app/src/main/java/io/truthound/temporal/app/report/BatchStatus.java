package io.truthound.temporal.app.report;

import io.truthound.temporal.client.BatchDescription;
import io.truthound.temporal.client.PendingRetry;
import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.ScanOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a batch at a moment.
 *
 * @param batch what the server says
 * @param progress what a worker says; null where none was asked or none answered
 * @param pace how fast it goes; null where that is not known
 * @param retries what is tried again, the most attempts first
 * @param outcome what a batch that is over answered; null where it gave no answer
 * @param problem why something is not known, or why the batch failed, for a person; or null
 */
public record BatchStatus(
    BatchDescription batch,
    @Nullable BatchProgress progress,
    @Nullable Pace pace,
    List<PendingRetry> retries,
    @Nullable BatchOutcome outcome,
    @Nullable String problem) {
  public BatchStatus {
    retries = List.copyOf(retries);
  }

  /** Tells of a batch under way. */
  public static BatchStatus running(
      BatchDescription batch,
      BatchProgress progress,
      @Nullable Pace pace,
      List<PendingRetry> retries) {
    return new BatchStatus(batch, progress, pace, retries, null, null);
  }

  /** Tells of a batch of which only the server knows. */
  public static BatchStatus unanswered(
      BatchDescription batch, List<PendingRetry> retries, String problem) {
    return new BatchStatus(batch, null, null, retries, null, problem);
  }

  /** Tells of a batch that answered, or failed. */
  public static BatchStatus over(
      BatchDescription batch, @Nullable BatchOutcome outcome, @Nullable String problem) {
    return new BatchStatus(batch, null, null, List.of(), outcome, problem);
  }

  /** Tells how far a batch came that gave no answer. */
  public static BatchStatus stopped(BatchDescription batch, BatchProgress progress) {
    return new BatchStatus(batch, progress, null, List.of(), null, null);
  }

  /** Returns what a batch that is over read and found, or null. */
  @Nullable ScanOutcome scanned() {
    return outcome instanceof ScanOutcome scan ? scan : null;
  }

  /** Says whether a person paused it. */
  boolean paused() {
    return progress != null && progress.paused() && !batch.over();
  }
}
