package io.truthound.temporal.engine;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a slice as Arrow batches that say where their rows come from. A batch holds consecutive
 * rows of one source and lies within one chunk, one block and one segment. {@link #loadNextBatch}
 * throws an {@link java.io.InterruptedIOException} where the scan was told to stop; the engine
 * passes it on.
 *
 * <p>A column has one type for all sources, that of the plan: integers, floats, decimals, bool,
 * utf8 and binary as they are; dates in days; times of the day and timestamps in microseconds, what
 * is finer rounded, those with a time zone in UTC; all other types, int128, uuid, intervals and
 * nested ones, as utf8 in the way DuckDB writes them.
 */
public abstract class SliceReader extends ArrowReader {

  protected SliceReader(BufferAllocator allocator) {
    super(allocator);
  }

  /** Returns the chunk of the current batch, by its number among all chunks of the batch. */
  public abstract long chunk();

  /** Returns the URI of the current batch's source. */
  public abstract String source();

  /** Returns the number of the current batch's first row within its source, from 0. */
  public abstract long firstRow();

  /**
   * Returns the text in a cell of the current batch that is no value of its column's type; null
   * where the cell has a value, or is null. The vector has null in its place, but no rule but
   * {@code convertible} evaluates such a cell.
   *
   * @param column one that was opened
   * @param row within the batch
   */
  public abstract @Nullable String inconvertible(String column, int row);
}
