package io.truthound.temporal.engine.truthound;

/**
 * How keys are cut into partitions. No answer depends on it.
 *
 * @param keysOfPartition how many different keys one partition should have at the most
 * @param hashes how many different hashes there are; 0 for all of 64 bits
 * @param firstKeys how many keys are looked at before all are, to see what they are like
 * @param slots how many partitions are counted at once
 * @param rowsOfShare how many rows there are at the least for each slot that shares them
 */
public record KeySettings(
    long keysOfPartition, long hashes, int firstKeys, int slots, long rowsOfShare) {
  /** What a hash takes in a table of hashes that is half empty. */
  private static final long BYTES_OF_KEY = 26;

  private static final int FIRST_KEYS = 131_072;
  private static final long ROWS_OF_SHARE = 2_000_000;
  private static final long MOST_ROWS_TOGETHER = 64_000_000;

  public KeySettings {
    if (keysOfPartition < 1 || hashes < 0 || firstKeys < 1 || slots < 1 || rowsOfShare < 1) {
      throw new IllegalArgumentException(
          "Invalid key settings: keysOfPartition=%d, hashes=%d, firstKeys=%d, slots=%d, rowsOfShare=%d"
              .formatted(keysOfPartition, hashes, firstKeys, slots, rowsOfShare));
    }
  }

  /**
   * Returns what suits a worker.
   *
   * @param bytes the memory of one instance
   * @param slots how many activities it runs at once
   */
  public static KeySettings of(long bytes, int slots) {
    return new KeySettings(Math.max(1, bytes / BYTES_OF_KEY), 0, FIRST_KEYS, slots, ROWS_OF_SHARE);
  }

  /**
   * Says whether a partition of so many rows has a worker for itself: all slots work at one query,
   * which reads the keys once. Others wait meanwhile, so not for very many rows.
   */
  boolean together(long rows) {
    return slots > 1 && rows >= rowsOfShare && rows <= MOST_ROWS_TOGETHER;
  }

  /** Returns into how many partitions the keys of so many rows go for all slots to share them. */
  int shares(long rows) {
    return together(rows) ? 1 : (int) Math.max(1, Math.min(slots, rows / rowsOfShare));
  }

  /** Returns how many different keys a partition of a dataset with so many rows should have. */
  long keysOfPartition(long rows) {
    return together(rows) ? slots * keysOfPartition : keysOfPartition;
  }
}
