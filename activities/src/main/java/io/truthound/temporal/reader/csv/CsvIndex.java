package io.truthound.temporal.reader.csv;

import java.util.List;

/**
 * Describes a CSV file: its columns and where its records are.
 *
 * @param columns the header's names, in order, distinct and not empty
 * @param blocks all records in order; every block but the last holds the same number of them
 */
public record CsvIndex(List<String> columns, List<CsvBlock> blocks) {
  public CsvIndex {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("Invalid CSV index: no columns");
    }
    columns = List.copyOf(columns);
    blocks = List.copyOf(blocks);
  }

  /** Returns the number of records, malformed ones included, the header left out. */
  public long records() {
    return blocks.stream().mapToLong(CsvBlock::records).sum();
  }

  /** Returns how many records are malformed. */
  public long malformed() {
    return blocks.stream().mapToLong(CsvBlock::malformed).sum();
  }
}
