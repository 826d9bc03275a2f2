package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * Names the columns of a learn whose values are counted as keys, to see whether they are all
 * different.
 *
 * @param columns places in the schema, ascending
 * @param partitions into how many partitions each column's values go, in the same order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record KeyColumns(List<Integer> columns, List<Integer> partitions) {
  /** No column. */
  public static final KeyColumns NONE = new KeyColumns(List.of(), List.of());

  public KeyColumns {
    columns = columns == null ? List.of() : List.copyOf(columns);
    partitions = partitions == null ? List.of() : List.copyOf(partitions);
    if (columns.size() != partitions.size()) {
      throw new IllegalArgumentException(
          "Invalid key columns: %d columns, partitions of %d"
              .formatted(columns.size(), partitions.size()));
    }
  }
}
