package io.truthound.temporal.planning;

import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.ChunkGrid;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts blocks into slices of about the same work: small files share one, large files are cut
 * between blocks, each as near to the wanted bytes as blocks allow. How they are cut never changes
 * an answer.
 */
final class SliceCutter {
  private final SliceTarget target;
  private final ChunkGrid grid;
  private final List<Slice> slices = new ArrayList<>();
  private final List<Segment> segments = new ArrayList<>();
  private List<Block> blocks = new ArrayList<>();
  private long bytes;
  private long rows;
  private long chunks;

  SliceCutter(SliceTarget target, ChunkGrid grid) {
    this.target = target;
    this.grid = grid;
  }

  /** Adds a source's blocks in row order. */
  void add(int source, long firstChunk, List<Block> all) {
    for (Block block : all) {
      long blockChunks = grid.chunkOf(block.endRow() - 1) - grid.chunkOf(block.firstRow()) + 1;
      if (rows > 0
          && target.isPassedBy(
              bytes + block.bytes() / 2, rows + block.rows(), chunks + blockChunks)) {
        endSegment(source, firstChunk);
        endSlice();
      }
      blocks.add(block);
      bytes += block.bytes();
      rows += block.rows();
      chunks += blockChunks;
    }
    endSegment(source, firstChunk);
  }

  /** Returns all slices; nothing may be added afterwards. */
  List<Slice> slices() {
    endSlice();
    return List.copyOf(slices);
  }

  private void endSegment(int source, long firstChunk) {
    if (!blocks.isEmpty()) {
      segments.add(new Segment(source, firstChunk, blocks));
      blocks = new ArrayList<>();
    }
  }

  private void endSlice() {
    if (!segments.isEmpty()) {
      slices.add(new Slice(slices.size(), segments));
      segments.clear();
    }
    bytes = 0;
    rows = 0;
    chunks = 0;
  }
}
