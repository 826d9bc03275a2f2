package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.dataset.RowRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names the consecutive blocks of one source that a slice reads.
 *
 * @param source index of the source in plan order
 * @param firstChunk number of the source's first chunk among all chunks of the batch
 * @param blocks at least one, consecutive, in row order
 * @param cuts the chunks of its rows, where they are of any length; null where they lie in a grid
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Segment(int source, long firstChunk, List<Block> blocks, @Nullable ChunkCuts cuts) {
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
