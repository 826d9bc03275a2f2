package io.truthound.temporal.planning;

import io.truthound.temporal.contract.HistoryEntry;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.DatasetHistory;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a dataset came to, the newest first, without those whose data is of a later or
 * the same time. Each is read once, when it is asked for. Not safe for use by many threads.
 */
final class PastEntries {
  /** How far back is looked at most: with years of hourly runs a plan must not read them all. */
  private static final int MOST = 2_000;

  private final ArtifactStore store;
  private final DatasetHistory history;
  private final @Nullable Instant time;
  private final List<HistoryEntry> known = new ArrayList<>();
  private final long oldest;
  private long next;

  /**
   * Opens them.
   *
   * @param dataset the dataset's name; data of memory that nobody has named has no history
   * @param time the time of the data; null where every run is of an earlier one
   */
  PastEntries(ArtifactStore store, String dataset, @Nullable Instant time) throws IOException {
    this.store = store;
    this.history = new DatasetHistory(store, dataset);
    this.time = time;
    this.next = Dataset.isPassing(dataset) ? 0 : history.last();
    this.oldest = Math.max(1, next - MOST + 1);
  }

  ArtifactStore store() {
    return store;
  }

  String dataset() {
    return history.dataset();
  }

  /** Returns what so many runs ago is recorded, from 0; nothing where there were no more. */
  Optional<HistoryEntry> back(int runs) throws IOException {
    while (known.size() <= runs && next >= oldest) {
      HistoryEntry entry = history.entry(next--);
      if (isEarlier(entry.scheduled())) {
        known.add(entry);
      }
    }
    return runs < known.size() ? Optional.of(known.get(runs)) : Optional.empty();
  }

  /** A run whose data has no time was earlier: it is recorded. */
  private boolean isEarlier(@Nullable Instant scheduled) {
    return scheduled == null || time == null || scheduled.isBefore(time);
  }
}
