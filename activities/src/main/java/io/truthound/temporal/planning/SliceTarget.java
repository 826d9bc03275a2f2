package io.truthound.temporal.planning;

import io.truthound.temporal.dataset.DatasetFormat;

/**
 * How much one slice holds: about half a second of scanning, and no more than its answer's memory
 * allows.
 *
 * @param bytes about how many bytes a scan reads
 * @param rows most rows
 * @param chunks most chunks
 */
public record SliceTarget(long bytes, long rows, long chunks) {
  private static final long MEGABYTE = 1 << 20;

  /** Bounds what the answer of one slice takes in memory. */
  private static final long MOST_CHUNKS = 131_072;

  /** As many activities as one batch should have: a hundred workflow runs in a row. */
  private static final long MOST_SLICES = 100_000;

  /** Returns the target of slices that read about so much, whatever the dataset. */
  public static SliceTarget ofBytes(long bytes) {
    return new SliceTarget(bytes, Long.MAX_VALUE, MOST_CHUNKS);
  }

  /**
   * Returns the target for a dataset. Its slices hold about the same, and each worker gets as many
   * as the others, two at least: then all of them end at about the same time.
   *
   * @param workers how many slices run at once
   */
  static SliceTarget of(DatasetFormat format, long totalBytes, long totalRows, int workers) {
    boolean dense = format == DatasetFormat.PARQUET;
    long least = Math.max((dense ? 4 : 16) * MEGABYTE, totalBytes / MOST_SLICES);
    long most = (dense ? 64 : 128) * MEGABYTE;
    long rounds = Math.max(2, ceiling(totalBytes, most * workers));
    return new SliceTarget(
        Math.max(least, ceiling(totalBytes, rounds * workers)),
        Math.max(2_000_000, totalRows / MOST_SLICES),
        MOST_CHUNKS);
  }

  private static long ceiling(long amount, long part) {
    return (amount + part - 1) / part;
  }

  /** Says whether so much is more than one slice may hold, however many bytes it is. */
  boolean isPassedBy(long rows, long chunks) {
    return rows > this.rows || chunks > this.chunks;
  }
}
