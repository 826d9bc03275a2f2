package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.OwnColumn;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.reader.SourceProbe;
import io.truthound.temporal.reader.TypeVotes;
import java.util.List;

/**
 * An NDJSON file's blocks, and what the records of the first one look like.
 *
 * @param columnNames the keys of those records, in the order of their appearance
 * @param votes the types of their values
 * @param noColumns why there is no column, where there is none
 */
record NdjsonProbe(
    String named,
    List<String> columnNames,
    List<TypeVotes> votes,
    String noColumns,
    List<Block> blocks)
    implements SourceProbe {
  NdjsonProbe {
    columnNames = List.copyOf(columnNames);
    votes = List.copyOf(votes);
    blocks = List.copyOf(blocks);
  }

  /** Returns nothing: a key that no record had so far may come later. */
  @Override
  public List<OwnColumn> own(List<Column> dataset) {
    return List.of();
  }

  /** Returns its blocks; text has no columns apart, so each block's bytes are all of its text. */
  @Override
  public List<Block> blocks(List<String> needed) {
    return blocks;
  }
}
