package io.truthound.temporal.reader.csv;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.OwnColumn;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.reader.SourceProbe;
import io.truthound.temporal.reader.TypeVotes;
import java.util.List;

/** A CSV file's header, blocks, and what its first records look like. */
record CsvProbe(String named, CsvIndex index, List<TypeVotes> votes) implements SourceProbe {

  @Override
  public List<String> columnNames() {
    return index.columns();
  }

  /** Returns how many values of a column look like each type; none where it has no such column. */
  TypeVotes votes(String column) {
    int at = index.columns().indexOf(column);
    return at < 0 ? TypeVotes.NONE : votes.get(at);
  }

  /** Returns the columns that it lacks: text has no types of its own. */
  @Override
  public List<OwnColumn> own(List<Column> dataset) {
    return dataset.stream()
        .map(Column::name)
        .filter(name -> !index.columns().contains(name))
        .map(name -> new OwnColumn(name, null))
        .toList();
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
