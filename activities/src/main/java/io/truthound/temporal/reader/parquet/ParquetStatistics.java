package io.truthound.temporal.reader.parquet;

import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.engine.BlockStatistics;
import io.truthound.temporal.engine.BlockStatistics.ColumnStatistics;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds what the footers of files say of the values in their row groups. */
final class ParquetStatistics {
  private final List<BlockStatistics> blocks = new ArrayList<>();
  private Map<String, ColumnStatistics> columns = new TreeMap<>();
  private long group = -1;
  private long rows;
  private long next;

  private ParquetStatistics() {}

  /**
   * Returns the row groups of each file that has one of the columns.
   *
   * @param files each once
   */
  static Map<String, List<BlockStatistics>> of(
      DuckDb db, Collection<Path> files, Set<String> columns, ScanWatch watch)
      throws SQLException, ScanCancelledException {
    Map<String, ParquetStatistics> found = new LinkedHashMap<>();
    // Bounds of text and of bytes may be cut short unless the file says that they are not. The
    // older fields, stats_min and stats_max, compare unsigned values as signed ones.
    db.query(
        "SELECT file_name, row_group_id, row_group_num_rows, path_in_schema, stats_null_count,"
            + exact("min")
            + ","
            + exact("max")
            + (" FROM parquet_metadata(" + ParquetSql.list(files) + ") WHERE path_in_schema IN ")
            + columns.stream().map(Sql::text).collect(Collectors.joining(", ", "(", ")"))
            + " ORDER BY file_name, row_group_id",
        watch,
        row -> found.computeIfAbsent(row.getString(1), file -> new ParquetStatistics()).add(row));
    Map<String, List<BlockStatistics>> statistics = new LinkedHashMap<>();
    found.forEach((file, its) -> statistics.put(file, its.all()));
    return statistics;
  }

  private static String exact(String bound) {
    return " CASE WHEN coalesce(%1$s_is_exact, type NOT LIKE '%%BYTE_ARRAY') THEN stats_%1$s_value END"
        .formatted(bound);
  }

  private void add(ResultSet row) throws SQLException {
    if (row.getLong(2) != group) {
      endGroup();
      group = row.getLong(2);
      rows = row.getLong(3);
    }
    long nulls = row.getLong(5);
    if (!row.wasNull()) {
      columns.put(
          row.getString(4), new ColumnStatistics(nulls, row.getString(6), row.getString(7)));
    }
  }

  private void endGroup() {
    if (rows > 0) {
      blocks.add(new BlockStatistics(new RowRange(next, rows), columns));
      next += rows;
    }
    columns = new TreeMap<>();
    rows = 0;
  }

  private List<BlockStatistics> all() {
    endGroup();
    return blocks;
  }
}
