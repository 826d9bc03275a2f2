package io.truthound.temporal.storage;

import io.truthound.temporal.contract.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Names what a store keeps of a dataset: entries that are numbered from 1 without gaps.
 *
 * @param store where they lie
 * @param dataset the dataset's name
 * @param kind what they are, as it stands in their names
 */
public record NumberedEntries(ArtifactStore store, String dataset, String kind) {

  /** Returns an entry's name within the store. */
  public String name(long number) {
    String key = Digests.sha256(dataset.getBytes(StandardCharsets.UTF_8));
    return "datasets/%s/%s-%08d.json".formatted(key, kind, number);
  }

  /**
   * Returns the highest number, or 0 where there is no entry: some 2 log₂ of it are asked for.
   * Entries have no gaps, so that the last lies before the first that is absent.
   */
  public long last() throws IOException {
    long absent = 1;
    while (isThere(absent)) {
      absent *= 2;
    }
    long present = absent / 2;
    while (absent - present > 1) {
      long middle = (absent + present) / 2;
      if (isThere(middle)) {
        present = middle;
      } else {
        absent = middle;
      }
    }
    return present;
  }

  private boolean isThere(long number) throws IOException {
    return store.size(name(number)).isPresent();
  }
}
