package io.truthound.temporal.plan;

/**
 * Knows which chunk a row of a source belongs to. Chunks are numbered through all sources in plan
 * order; each source begins a new one.
 *
 * @param chunkSize most rows of a chunk; at least 1
 */
public record ChunkGrid(long chunkSize) {
  public ChunkGrid {
    if (chunkSize < 1) {
      throw new IllegalArgumentException("Invalid chunk size: " + chunkSize);
    }
  }

  /** Returns the number of chunks of a source with so many rows; 0 for none. */
  public long chunksIn(long rows) {
    return rows == 0 ? 0 : (rows - 1) / chunkSize + 1;
  }

  /** Returns the chunk of a row, counted from 0 within its source. */
  public long chunkOf(long row) {
    return row / chunkSize;
  }

  /** Returns the first row of a chunk that is counted from 0 within its source. */
  public long firstRow(long chunk) {
    return Math.multiplyExact(chunk, chunkSize);
  }

  /** Returns the row just past a chunk that is counted from 0 within a source of so many rows. */
  public long endRow(long chunk, long sourceRows) {
    long first = firstRow(chunk);
    return sourceRows - first <= chunkSize ? sourceRows : first + chunkSize;
  }
}
