package io.truthound.temporal.reader.parquet;

import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a file's own schema, which lists every node of its tree, parents before children. */
final class ParquetFields {
  private final List<Field> columns = new ArrayList<>();

  /** Nodes that still belong to what came before: the root's children are columns. */
  private long nested;

  private boolean rootSeen;

  private ParquetFields() {}

  /**
   * A column as the file names it.
   *
   * @param required whether it can hold no null
   * @param type what DuckDB reads it as, by its own name
   */
  record Field(String name, boolean required, String type) {}

  /**
   * Returns the columns of each file in its order, without what is nested in them.
   *
   * @param files each once
   */
  static Map<String, List<Field>> of(DuckDb db, Collection<Path> files, ScanWatch watch)
      throws SQLException, ScanCancelledException {
    Map<String, ParquetFields> trees = new LinkedHashMap<>();
    db.query(
        "SELECT file_name, name, repetition_type, coalesce(num_children, 0), duckdb_type"
            + (" FROM parquet_schema(" + ParquetSql.list(files) + ")"),
        watch,
        row ->
            trees
                .computeIfAbsent(row.getString(1), file -> new ParquetFields())
                .add(row.getString(2), row.getString(3), row.getLong(4), row.getString(5)));
    Map<String, List<Field>> fields = new LinkedHashMap<>();
    trees.forEach((file, tree) -> fields.put(file, tree.columns));
    return fields;
  }

  private void add(String name, String repetition, long children, String type) {
    if (!rootSeen) {
      rootSeen = true;
      return;
    }
    if (nested > 0) {
      nested--;
    } else {
      columns.add(new Field(name, "REQUIRED".equals(repetition), type));
    }
    nested += children;
  }
}
