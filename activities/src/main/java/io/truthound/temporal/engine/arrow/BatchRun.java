package io.truthound.temporal.engine.arrow;

import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.SourceChunks;
import org.apache.arrow.vector.BigIntVector;

/**
 * Consecutive rows of DuckDB's batch that lie in one chunk and one block.
 *
 * @param from the place of the first in that batch
 * @param rows how many
 * @param firstRow the first one's number within its source
 * @param chunk their chunk among all chunks
 */
record BatchRun(int from, int rows, long firstRow, long chunk) {

  /** Cuts the longest run that begins at a place. */
  static BatchRun at(int from, BigIntVector numbers, Segment segment, BatchPlan plan) {
    long first = numbers.get(from);
    SourceChunks chunks = plan.chunksOf(segment);
    long chunk = chunks.chunkOf(first);
    long end = Math.min(chunks.endRow(chunk, segment.range().end()), endOfBlock(segment, first));
    int most = (int) Math.min(numbers.getValueCount() - from, end - first);
    int rows = 1;
    while (rows < most && numbers.get(from + rows) == first + rows) {
      rows++;
    }
    return new BatchRun(from, rows, first, segment.firstChunk() + chunk);
  }

  private static long endOfBlock(Segment segment, long row) {
    return segment.blocks().stream()
        .mapToLong(Block::endRow)
        .filter(end -> row < end)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Row " + row + " is not the slice's"));
  }

  int end() {
    return from + rows;
  }
}
