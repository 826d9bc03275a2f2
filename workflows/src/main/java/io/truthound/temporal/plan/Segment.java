package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.dataset.RowRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names the consecutive blocks of one source that a slice reads.
 *
 * @param source index of the source in plan order
 * @param firstChunk number of the source's first chunk among all chunks of the batch
 * @param blocks at least one, consecutive, in row order
 * @param cuts the chunks of its rows, where they are of any length; null where they lie in a grid
 * @param proven rows that rules need not be asked about; what lies outside the blocks is left out,
 *     and all of it out of JSON where there are none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Segment(
    int source,
    long firstChunk,
    List<Block> blocks,
    @Nullable ChunkCuts cuts,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ProvenRows> proven) {
  public Segment {
    if (blocks == null || blocks.isEmpty()) {
      throw new IllegalArgumentException("Invalid segment of source " + source + ": no blocks");
    }
    blocks = List.copyOf(blocks);
    proven =
        proven == null || proven.isEmpty()
            ? List.of()
            : within(proven, blocks.get(0).firstRow(), blocks.get(blocks.size() - 1).endRow());
  }

  /** Names blocks of which every rule is asked. */
  public Segment(int source, long firstChunk, List<Block> blocks, @Nullable ChunkCuts cuts) {
    this(source, firstChunk, blocks, cuts, List.of());
  }

  /**
   * Cuts it where the rules differ that need not be asked.
   *
   * @return its blocks in row order, as few segments as that takes
   */
  public List<Segment> byProof() {
    List<Segment> segments = new ArrayList<>();
    int first = 0;
    for (int at = 1; at <= blocks.size(); at++) {
      if (at == blocks.size() || !rulesProven(at).equals(rulesProven(first))) {
        segments.add(of(blocks.subList(first, at)));
        first = at;
      }
    }
    return segments;
  }

  /** Returns the same of some of its blocks, which are consecutive. */
  public Segment of(List<Block> some) {
    return new Segment(source, firstChunk, some, cuts, proven);
  }

  private List<Integer> rulesProven(int block) {
    Block one = blocks.get(block);
    return within(proven, one.firstRow(), one.endRow()).stream().map(ProvenRows::rule).toList();
  }

  /** Returns what of proofs lies in rows. */
  private static List<ProvenRows> within(List<ProvenRows> proven, long from, long to) {
    List<ProvenRows> within = new ArrayList<>();
    for (ProvenRows each : proven) {
      long first = Math.max(from, each.rows().first());
      long end = Math.min(to, each.rows().end());
      if (first < end) {
        within.add(new ProvenRows(each.rule(), new RowRange(first, end - first)));
      }
    }
    return within;
  }

  /** Returns the rows of all its blocks. */
  public RowRange range() {
    long first = blocks.get(0).firstRow();
    return new RowRange(first, blocks.get(blocks.size() - 1).endRow() - first);
  }
}
