package io.truthound.temporal.engine;

import io.truthound.temporal.dataset.RowRange;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of the values in one of its blocks.
 *
 * @param rows the block's rows
 * @param columns by name; those that it says nothing of are not there
 */
public record BlockStatistics(RowRange rows, Map<String, ColumnStatistics> columns) {
  public BlockStatistics {
    columns = Collections.unmodifiableMap(new TreeMap<>(columns));
  }

  /**
   * What a file says of the values of a column in a block.
   *
   * @param nulls how many are null
   * @param min the lowest other one, as DuckDB writes it; null where it is not said, or not exact
   * @param max the highest, likewise
   */
  public record ColumnStatistics(long nulls, @Nullable String min, @Nullable String max) {}
}
