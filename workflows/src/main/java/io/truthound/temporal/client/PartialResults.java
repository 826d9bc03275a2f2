package io.truthound.temporal.client;

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

  private static Duration duration(BatchDescription batch) {
    Instant closed = batch.closed();
    return closed == null ? Duration.ZERO : Duration.between(batch.begun(), closed);
  }
}
