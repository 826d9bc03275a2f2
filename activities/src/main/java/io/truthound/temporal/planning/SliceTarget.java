package io.truthound.temporal.planning;

import io.truthound.temporal.dataset.DatasetFormat;

/**
 * How much one slice holds: about half a second of scanning, and no more than its answer's memory
 * allows.
 *
 * @param bytes most bytes that a scan reads
 * @param rows most rows
 * @param chunks most chunks
 */
public record SliceTarget(long bytes, long rows, long chunks) {
  private static final long MEGABYTE = 1 << 20;

  /** Beyond it a batch's history grows too long for one run. */
  private static final long MOST_SLICES = 2_000;

  /**
   * Returns the targets for a dataset: two slices for each worker at least, and smaller ones
   * towards the end, so that all workers end at about the same time.
   *
   * @param workers how many slices run at once
   */
  static Sequence of(DatasetFormat format, long totalBytes, long totalRows, int workers) {
    boolean text = format == DatasetFormat.CSV;
    long least = Math.max((text ? 16 : 4) * MEGABYTE, totalBytes / MOST_SLICES);
    long most = Math.min((text ? 128 : 48) * MEGABYTE, totalBytes / (2L * workers) + 1);
    long rows = Math.max(2_000_000, totalRows / MOST_SLICES);
    return bytesLeft ->
        new SliceTarget(Math.max(least, Math.min(most, bytesLeft / workers + 1)), rows, 131_072);
  }

  /** Targets of one slice after the other. */
  interface Sequence {
    /** Returns the target of the slice that begins where so many bytes are left to cut. */
    SliceTarget where(long bytesLeft);
  }

  /** Says whether so much is more than one slice should hold. */
  boolean isPassedBy(long bytes, long rows, long chunks) {
    return bytes > this.bytes || rows > this.rows || chunks > this.chunks;
  }
}
