package io.truthound.temporal.client;

import io.temporal.client.WorkflowExecutionDescription;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.ProfileResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads the reports of batches that closed without an answer. */
final class PartialResults {
  private PartialResults() {}

  static Optional<CheckResult> of(
      WorkflowExecutionDescription batch, String store, String firstRunId) {
    return BatchArtifacts.report(new RunFolder(store, firstRunId))
        .map(
            report ->
                report.withIds(batch.getExecution().getWorkflowId(), firstRunId, duration(batch)));
  }

  static Optional<ProfileResult> ofProfile(
      WorkflowExecutionDescription batch, String store, String firstRunId) {
    return BatchArtifacts.profile(new RunFolder(store, firstRunId))
        .map(
            report ->
                report.withIds(batch.getExecution().getWorkflowId(), firstRunId, duration(batch)));
  }

  static Optional<LearnResult> ofLearn(
      WorkflowExecutionDescription batch, String store, String firstRunId) {
    return BatchArtifacts.learned(new RunFolder(store, firstRunId))
        .map(
            report ->
                report.withIds(batch.getExecution().getWorkflowId(), firstRunId, duration(batch)));
  }

  private static Duration duration(WorkflowExecutionDescription batch) {
    Instant closed = batch.getCloseTime();
    return closed == null ? Duration.ZERO : Duration.between(batch.getStartTime(), closed);
  }
}
