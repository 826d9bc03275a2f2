package io.truthound.temporal.engine.truthound;

/**
 * How keys are cut into partitions. No answer depends on it.
 *
 * @param keysOfPartition how many different keys one partition should have at the most
 * @param hashes how many different hashes there are; 0 for all of 64 bits
 * @param firstKeys how many keys are looked at before all are, to see what they are like
 */
public record KeySettings(long keysOfPartition, long hashes, int firstKeys) {
  /** What a hash takes in a table of hashes that is half empty. */
  private static final long BYTES_OF_KEY = 26;

  private static final int FIRST_KEYS = 131_072;

  public KeySettings {
    if (keysOfPartition < 1 || hashes < 0 || firstKeys < 1) {
      throw new IllegalArgumentException(
          "Invalid key settings: keysOfPartition=%d, hashes=%d, firstKeys=%d"
              .formatted(keysOfPartition, hashes, firstKeys));
    }
  }

  /** Returns what suits the memory of one instance. */
  public static KeySettings ofMemory(long bytes) {
    return new KeySettings(Math.max(1, bytes / BYTES_OF_KEY), 0, FIRST_KEYS);
  }
}
