package io.truthound.temporal.client;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.ScanOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads the reports of batches that closed without an answer. */
final class PartialResults {
  private PartialResults() {}

  static Optional<CheckResult> of(BatchDescription batch, String store) {
    return BatchArtifacts.report(new RunFolder(store, batch.runId()))
        .map(report -> report.withIds(batch.id(), batch.runId(), duration(batch)));
  }

  static Optional<ProfileResult> ofProfile(BatchDescription batch, String store) {
    return BatchArtifacts.profile(new RunFolder(store, batch.runId()))
        .map(report -> report.withIds(batch.id(), batch.runId(), duration(batch)));
  }

  static Optional<LearnResult> ofLearn(BatchDescription batch, String store) {
    return BatchArtifacts.learned(new RunFolder(store, batch.runId()))
        .map(report -> report.withIds(batch.id(), batch.runId(), duration(batch)));
  }

  /** Returns the report of any kind that a run wrote, with its ids; its duration is unknown. */
  static Optional<ScanOutcome> of(RunFolder folder, String id) {
    Optional<ScanOutcome> check =
        BatchArtifacts.report(folder).map(it -> it.withIds(id, folder.run(), Duration.ZERO));
    Optional<ScanOutcome> profile =
        BatchArtifacts.profile(folder).map(it -> it.withIds(id, folder.run(), Duration.ZERO));
    Optional<ScanOutcome> learned =
        BatchArtifacts.learned(folder).map(it -> it.withIds(id, folder.run(), Duration.ZERO));
    return check.or(() -> profile).or(() -> learned);
  }

  /** Returns what became of each dataset of a list that closed without an answer. */
  static BatchResult ofList(
      WorkflowClient client, WorkflowExecutionDescription list, String store) {
    String id = list.getExecution().getWorkflowId();
    String runId = list.getFirstRunId();
    ListHistory history = ListHistory.of(client, id, runId);
    history.complete(store);
    Instant closed = list.getCloseTime();
    Duration duration =
        closed == null ? Duration.ZERO : Duration.between(list.getStartTime(), closed);
    return BatchResult.of(id, runId, duration, history.results(null), null, Ended.CANCELLED);
  }

  private static Duration duration(BatchDescription batch) {
    Instant closed = batch.closed();
    return closed == null ? Duration.ZERO : Duration.between(batch.begun(), closed);
  }
}
