package io.truthound.temporal.planning;

import io.truthound.temporal.contract.HistoryEntry;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What was last said of a dataset's columns.
 *
 * @param dataset the dataset's name
 * @param columns each column that was profiled
 */
record LastProfile(String dataset, List<ColumnProfile> columns) {
  LastProfile {
    columns = List.copyOf(columns);
  }

  /** Finds the last profile of all rows whose report is still there. */
  static Optional<LastProfile> of(PastEntries entries) throws IOException {
    for (int back = 0; ; back++) {
      Optional<HistoryEntry> entry = entries.back(back);
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      if (isWhole(entry.get())) {
        RunArtifacts run = artifacts(entries.store(), entry.get());
        if (entries.store().size(run.name(RunPaths.PROFILE)).isPresent()) {
          byte[] report = run.verified(RunPaths.PROFILE, entry.get().report().sha256());
          return Optional.of(
              new LastProfile(
                  entries.dataset(),
                  run.parsed(RunPaths.PROFILE, report, ProfileResult.class).columns()));
        }
      }
    }
  }

  private static boolean isWhole(HistoryEntry entry) {
    return entry.operation() == Operation.PROFILE
        && entry.ended() == Ended.COMPLETED
        && entry.status() == Status.PASSED;
  }

  private static RunArtifacts artifacts(ArtifactStore store, HistoryEntry entry) {
    return new RunArtifacts(store, new RunFolder(store.uri(), entry.runId()));
  }

  Optional<ColumnProfile> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }
}
