package io.truthound.temporal.plan;

import io.truthound.temporal.dataset.RowRange;
import java.util.Optional;

/**
 * Knows which chunk a row of one source belongs to. Chunks are counted from 0 within the source and
 * lie one behind the other.
 */
public sealed interface SourceChunks permits ChunkGrid, ChunkCuts {

  /** Returns the chunk of a row. */
  long chunkOf(long row);

  /** Returns the first row of a chunk. */
  long firstRow(long chunk);

  /** Returns the row just past a chunk, in a source of so many rows. */
  long endRow(long chunk, long sourceRows);

  /**
   * Returns the boundaries that have to be written down to know the chunks of these rows; nothing
   * where the size of a chunk says it all.
   */
  Optional<ChunkCuts> cuts(RowRange rows);

  <R> R accept(Visitor<R> visitor);

  /** Decides by kind; no defaults, so that a new kind breaks the build. */
  interface Visitor<R> {
    R grid(ChunkGrid grid);

    R cuts(ChunkCuts cuts);
  }
}
