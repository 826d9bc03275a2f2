package io.truthound.temporal.reader.parquet;

import io.truthound.temporal.duckdb.Sql;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/** How DuckDB is asked for a Parquet file. */
final class ParquetSql {
  /** The column that DuckDB adds. */
  static final String ROW_NUMBER = "file_row_number";

  /** The column that DuckDB has for a file's place in a list, unless a file has one of its name. */
  static final String FILE_NUMBER = "file_index";

  private ParquetSql() {}

  /** Returns a list of files. */
  static String list(Collection<Path> files) {
    return files.stream().map(Sql::path).collect(Collectors.joining(", ", "[", "]"));
  }

  /**
   * Returns what goes after FROM: the files' own columns and each row's number. Left to itself,
   * DuckDB replaces a column {@code id} by 7 in every row where a folder is called {@code id=7}.
   */
  static String numberedRelation(Collection<Path> files) {
    return "read_parquet("
        + list(files)
        + ", hive_partitioning = false, "
        + ROW_NUMBER
        + " = true)";
  }
}
