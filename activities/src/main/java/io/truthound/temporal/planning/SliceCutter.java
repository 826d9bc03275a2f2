package io.truthound.temporal.planning;

import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.ProvenRows;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.plan.SourceChunks;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts blocks into slices of about the same work: small files share one, large files are cut
 * between blocks, each as near to the wanted bytes as blocks allow. How they are cut never changes
 * an answer.
 */
final class SliceCutter {
  /** Of small files the opening costs more than the bytes. */
  private static final int MOST_FILES = 1_000;

  private final SliceTarget target;
  private final List<Slice> slices = new ArrayList<>();
  private final List<Segment> segments = new ArrayList<>();
  private List<Block> blocks = new ArrayList<>();
  private long bytesBefore;
  private long bytes;
  private long rows;
  private long chunks;

  SliceCutter(SliceTarget target) {
    this.target = target;
  }

  /**
   * Adds a source's blocks in row order.
   *
   * @param proven what its statistics decide
   */
  void add(
      int source, long firstChunk, SourceChunks cut, List<Block> all, List<ProvenRows> proven) {
    if (segments.size() >= MOST_FILES) {
      endSlice();
    }
    for (Block block : all) {
      long blockChunks = cut.chunkOf(block.endRow() - 1) - cut.chunkOf(block.firstRow()) + 1;
      if (rows > 0
          && (isFullWithout(block)
              || target.isPassedBy(rows + block.rows(), chunks + blockChunks))) {
        endSegment(source, firstChunk, cut, proven);
        endSlice();
      }
      blocks.add(block);
      bytes += block.bytes();
      rows += block.rows();
      chunks += blockChunks;
    }
    endSegment(source, firstChunk, cut, proven);
  }

  /**
   * Says whether a slice ends before a block: there, or after it, whichever is nearer to a multiple
   * of the target from the start. So what one slice has too much, the next has less.
   */
  private boolean isFullWithout(Block block) {
    long before = Math.floorDiv(bytesBefore + target.bytes() / 2, target.bytes());
    long cut = target.bytes() * (before + 1);
    return bytesBefore + bytes + block.bytes() / 2 > cut;
  }

  /** Returns all slices; nothing may be added afterwards. */
  List<Slice> slices() {
    endSlice();
    return List.copyOf(slices);
  }

  private void endSegment(int source, long firstChunk, SourceChunks cut, List<ProvenRows> proven) {
    if (!blocks.isEmpty()) {
      long first = blocks.get(0).firstRow();
      RowRange rows = new RowRange(first, blocks.get(blocks.size() - 1).endRow() - first);
      segments.add(new Segment(source, firstChunk, blocks, cut.cuts(rows).orElse(null), proven));
      blocks = new ArrayList<>();
    }
  }

  private void endSlice() {
    if (!segments.isEmpty()) {
      slices.add(new Slice(slices.size(), segments));
      segments.clear();
    }
    bytesBefore += bytes;
    bytes = 0;
    rows = 0;
    chunks = 0;
  }
}
