package io.truthound.temporal.planning;

import io.truthound.temporal.dataset.DatasetFormat;

/**
 * How much one slice holds: about half a second of scanning, and no more than its answer's memory
 * allows.
 *
 * @param bytes the bytes that a scan reads, give or take half a block
 * @param rows most rows
 * @param chunks most chunks
 */
public record SliceTarget(long bytes, long rows, long chunks) {
  private static final long MEGABYTE = 1 << 20;

  /** Beyond it a batch's history grows too long for one run. */
  private static final long MOST_SLICES = 2_000;

  /** Returns the target for a dataset. */
  static SliceTarget of(DatasetFormat format, long totalBytes, long totalRows, int maxWorkers) {
    boolean text = format == DatasetFormat.CSV;
    long least = (text ? 16 : 4) * MEGABYTE;
    long most = (text ? 128 : 48) * MEGABYTE;
    long twoForEachWorker = totalBytes / (2L * maxWorkers) + 1;
    long bytes = Math.max(least, Math.min(most, twoForEachWorker));
    return new SliceTarget(
        Math.max(bytes, totalBytes / MOST_SLICES),
        Math.max(2_000_000, totalRows / MOST_SLICES),
        131_072);
  }

  /** Says whether so much is more than one slice should hold. */
  boolean isPassedBy(long bytes, long rows, long chunks) {
    return bytes > this.bytes || rows > this.rows || chunks > this.chunks;
  }
}
