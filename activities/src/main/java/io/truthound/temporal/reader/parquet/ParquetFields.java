package io.truthound.temporal.reader.parquet;

import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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
   */
  record Field(String name, boolean required) {}

  /** Returns the columns in the file's order, without what is nested in them. */
  static List<Field> of(DuckDb db, Path file, ScanWatch watch)
      throws SQLException, ScanCancelledException {
    ParquetFields fields = new ParquetFields();
    db.query(
        "SELECT name, repetition_type, coalesce(num_children, 0)"
            + (" FROM parquet_schema(" + Sql.path(file) + ")"),
        watch,
        row -> fields.add(row.getString(1), row.getString(2), row.getLong(3)));
    return fields.columns;
  }

  private void add(String name, String repetition, long children) {
    if (!rootSeen) {
      rootSeen = true;
      return;
    }
    if (nested > 0) {
      nested--;
    } else {
      columns.add(new Field(name, "REQUIRED".equals(repetition)));
    }
    nested += children;
  }
}
