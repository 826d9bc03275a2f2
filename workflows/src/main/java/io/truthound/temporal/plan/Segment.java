package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.dataset.RowRange;
import java.util.List;

/**
 * Names the consecutive blocks of one source that a slice reads.
 *
 * @param source index of the source in plan order
 * @param firstChunk number of the source's first chunk among all chunks of the batch
 * @param blocks at least one, consecutive, in row order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Segment(int source, long firstChunk, List<Block> blocks) {
  public Segment {
    if (blocks == null || blocks.isEmpty()) {
      throw new IllegalArgumentException("Invalid segment of source " + source + ": no blocks");
    }
    blocks = List.copyOf(blocks);
  }

  /** Returns the rows of all its blocks. */
  public RowRange range() {
    long first = blocks.get(0).firstRow();
    return new RowRange(first, blocks.get(blocks.size() - 1).endRow() - first);
  }
}
