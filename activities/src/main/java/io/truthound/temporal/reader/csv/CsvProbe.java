package io.truthound.temporal.reader.csv;

import io.truthound.temporal.plan.Block;
import io.truthound.temporal.reader.SourceProbe;
import io.truthound.temporal.reader.TypeVotes;
import java.nio.file.Path;
import java.util.List;

/** A CSV file's header, blocks, and what its first records look like. */
record CsvProbe(Path file, CsvIndex index, List<TypeVotes> votes) implements SourceProbe {

  @Override
  public List<String> columnNames() {
    return index.columns();
  }

  TypeVotes votes(String column) {
    return votes.get(index.columns().indexOf(column));
  }

  /** Returns its blocks; text has no columns apart, so each block's bytes are all of its text. */
  @Override
  public List<Block> blocks(List<String> needed) {
    return index.blocks().stream()
        .map(
            block ->
                new Block(
                    block.firstRecord(),
                    block.records(),
                    block.offset(),
                    block.length(),
                    block.plain(),
                    block.plain() && !block.joinedDigits(),
                    block.plain() ? block.integers() : 0))
        .toList();
  }
}
