package io.truthound.temporal.plan;

import io.truthound.temporal.dataset.RowRange;
import java.util.Optional;

/**
 * Cuts a source into chunks of one length; the last may be shorter.
 *
 * @param chunkSize most rows of a chunk; at least 1
 */
public record ChunkGrid(long chunkSize) implements SourceChunks {
  /** Takes a source, however long, as one chunk. */
  public static final ChunkGrid WHOLE = new ChunkGrid(Long.MAX_VALUE);

  public ChunkGrid {
    if (chunkSize < 1) {
      throw new IllegalArgumentException("Invalid chunk size: " + chunkSize);
    }
  }

  @Override
  public long chunkOf(long row) {
    return row / chunkSize;
  }

  @Override
  public long firstRow(long chunk) {
    return Math.multiplyExact(chunk, chunkSize);
  }

  @Override
  public long endRow(long chunk, long sourceRows) {
    long first = firstRow(chunk);
    return sourceRows - first <= chunkSize ? sourceRows : first + chunkSize;
  }

  @Override
  public Optional<ChunkCuts> cuts(RowRange rows) {
    return Optional.empty();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.grid(this);
  }
}
