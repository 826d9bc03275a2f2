package io.truthound.temporal.planning;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.Digests;
import io.truthound.temporal.contract.HistoryEntry;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.DamagedArtifactException;
import io.truthound.temporal.storage.DatasetHistory;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was last said of a dataset's columns.
 *
 * @param dataset the dataset's name
 * @param columns each column that was profiled
 */
record LastProfile(String dataset, List<ColumnProfile> columns) {
  private static final int MOST_ENTRIES = 2_000;

  LastProfile {
    columns = List.copyOf(columns);
  }

  /**
   * Finds the last profile of all rows whose report is still there.
   *
   * @param time the time of the data: profiles of a later or the same one do not count; null where
   *     all do
   */
  static Optional<LastProfile> of(DatasetHistory history, @Nullable Instant time)
      throws IOException {
    long last = history.last();
    for (long number = last; number > Math.max(0, last - MOST_ENTRIES); number--) {
      HistoryEntry entry = history.entry(number);
      if (entry.operation() == Operation.PROFILE
          && entry.ended() == Ended.COMPLETED
          && entry.status() == Status.PASSED
          && PastRuns.isEarlier(entry.scheduled(), time)) {
        Optional<ProfileResult> report = report(history.store(), entry.report());
        if (report.isPresent()) {
          return Optional.of(new LastProfile(history.dataset(), report.get().columns()));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<ProfileResult> report(ArtifactStore store, ArtifactRef reference)
      throws IOException {
    String prefix = store.uri() + "/";
    if (!reference.uri().startsWith(prefix)) {
      return Optional.empty();
    }
    String name = reference.uri().substring(prefix.length());
    Optional<byte[]> bytes = store.read(name);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    if (!Digests.sha256(bytes.get()).equals(reference.sha256())) {
      throw new DamagedArtifactException(
          "Artifact %s in %s was altered: its SHA-256 is not %s"
              .formatted(name, store.uri(), reference.sha256()));
    }
    try {
      return Optional.of(ArtifactJson.read(bytes.get(), ProfileResult.class));
    } catch (IOException e) {
      throw new DamagedArtifactException("Cannot understand " + name + ": " + e.getMessage());
    }
  }

  Optional<ColumnProfile> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }
}
