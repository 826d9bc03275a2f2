package io.truthound.temporal;

import io.truthound.temporal.contract.HistoryEntry;
import io.truthound.temporal.storage.DatasetHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Opens the histories of a store where it lies: what each run of a dataset came to, by the
 * dataset's name. Safe for use by many threads, beside workers that add to them.
 */
public final class StoredHistory {
  private final String store;

  private StoredHistory(String store) {
    this.store = store;
  }

  /**
   * Opens those of a store.
   *
   * @param uriOrPath a folder, or its {@code file:} URI, or {@code s3://<bucket>/<prefix>}
   */
  public static StoredHistory in(String uriOrPath) {
    return new StoredHistory(uriOrPath);
  }

  /**
   * Returns what the runs of a dataset came to, the one recorded last first; nothing where none is
   * recorded. Each entry is read when the stream comes to it, which throws an {@link
   * UncheckedIOException} where that fails.
   *
   * @throws IOException if the store cannot be read
   */
  public Stream<HistoryEntry> of(String dataset) throws IOException {
    DatasetHistory history = new DatasetHistory(Stores.of(store), dataset);
    long last = history.last();
    return LongStream.range(0, last).mapToObj(back -> entry(history, last - back));
  }

  private static HistoryEntry entry(DatasetHistory history, long number) {
    try {
      return history.entry(number);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
