package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.reader.ScratchParquet;
import java.nio.file.Path;

/** Says how DuckDB reads what {@link RecordWriter} wrote. Columns are named by their position. */
final class ScanSql {
  /** The column that holds each record's number, BIGINT. */
  static final String RECORD_NUMBER = ScratchParquet.column(0);

  private ScanSql() {}

  /** Returns the name of a column by its position, counted from 0; VARCHAR. */
  static String column(int position) {
    return ScratchParquet.column(1 + position);
  }

  static String read(Path records) {
    return "read_parquet(" + Sql.path(records) + ", hive_partitioning = false)";
  }
}
