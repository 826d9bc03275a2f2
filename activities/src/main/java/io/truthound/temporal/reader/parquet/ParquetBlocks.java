package io.truthound.temporal.reader.parquet;

import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Block;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the row groups of files by their footers. */
final class ParquetBlocks {
  private final List<Block> blocks = new ArrayList<>();
  private long next;

  private ParquetBlocks() {}

  /**
   * Returns the row groups of each file, those without a row left out.
   *
   * @param files each once
   * @param needed the columns whose bytes count
   * @throws RefusedException if a footer's own counts of rows contradict each other: whichever is
   *     believed, rows that are not there would be awaited, or rows that are there be left unread
   */
  static Map<String, List<Block>> of(
      DuckDb db, Collection<Path> files, List<String> needed, ScanWatch watch)
      throws SQLException, RefusedException, ScanCancelledException {
    String wanted =
        needed.isEmpty()
            ? "false"
            : needed.stream()
                .map(Sql::text)
                .collect(Collectors.joining(", ", "split_part(path_in_schema, ', ', 1) IN (", ")"));
    Map<String, ParquetBlocks> found = new LinkedHashMap<>();
    db.query(
        "SELECT file_name, max(row_group_num_rows),"
            + (" coalesce(sum(total_compressed_size) FILTER (" + wanted + "), 0)::BIGINT")
            + (" FROM parquet_metadata(" + ParquetSql.list(files) + ")")
            + " GROUP BY file_name, row_group_id ORDER BY file_name, row_group_id",
        watch,
        row ->
            found
                .computeIfAbsent(row.getString(1), file -> new ParquetBlocks())
                .add(row.getLong(2), row.getLong(3)));
    Map<String, Long> rows = new LinkedHashMap<>();
    db.query(
        "SELECT file_name, num_rows FROM parquet_file_metadata(" + ParquetSql.list(files) + ")",
        watch,
        row -> rows.put(row.getString(1), row.getLong(2)));
    Map<String, List<Block>> blocks = new LinkedHashMap<>();
    for (Map.Entry<String, Long> file : rows.entrySet()) {
      ParquetBlocks its = found.getOrDefault(file.getKey(), new ParquetBlocks());
      if (its.next != file.getValue()) {
        throw ParquetReader.refused(
            file.getKey(),
            "its footer says that it has %,d rows, and row groups of %,d (allowed: the same number)"
                .formatted(file.getValue(), its.next));
      }
      blocks.put(file.getKey(), its.blocks);
    }
    return blocks;
  }

  private void add(long rows, long bytes) {
    if (rows > 0) {
      blocks.add(new Block(next, rows, 0, Math.max(0, bytes)));
      next += rows;
    }
  }
}
