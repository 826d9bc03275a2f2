package io.truthound.temporal.dataset;

/**
 * Names consecutive rows of one source.
 *
 * @param first row number of the first, counted from 0 within the source
 * @param count how many; at least 1
 */
public record RowRange(long first, long count) {
  public RowRange {
    if (first < 0 || count < 1) {
      throw new IllegalArgumentException("Invalid row range: first=" + first + ", count=" + count);
    }
  }

  /** Returns the row number just past the last one. */
  public long end() {
    return first + count;
  }
}
