package io.truthound.temporal.reader.parquet;

import io.truthound.temporal.duckdb.Sql;
import java.nio.file.Path;

/** How DuckDB is asked for a Parquet file. */
final class ParquetSql {
  /** The column that DuckDB adds. */
  static final String ROW_NUMBER = "file_row_number";

  private ParquetSql() {}

  /**
   * Returns what goes after FROM: the file's own columns and nothing else. Left to itself, DuckDB
   * replaces a column {@code id} by 7 in every row where a folder is called {@code id=7}.
   */
  static String relation(Path file) {
    return "read_parquet(" + Sql.path(file) + ", hive_partitioning = false)";
  }

  /** Returns the same with each row's number. */
  static String numberedRelation(Path file) {
    return "read_parquet("
        + Sql.path(file)
        + ", hive_partitioning = false, "
        + ROW_NUMBER
        + " = true)";
  }
}
