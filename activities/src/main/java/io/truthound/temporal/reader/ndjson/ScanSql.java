package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.duckdb.Sql;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Says how DuckDB reads what {@link RecordWriter} wrote. Columns are named by their position. */
final class ScanSql {
  /** The column that holds each record's number, BIGINT. */
  static final String RECORD_NUMBER = "__rn";

  /** The type that takes any value. */
  static final String TEXT = "VARCHAR";

  /** Quotes may double in a record, and each column adds a delimiter. */
  private static final int MOST_BYTES = 2 * Lines.MOST_BYTES + (1 << 17);

  private ScanSql() {}

  /** Returns the name of a column by its position, counted from 0; VARCHAR. */
  static String column(int position) {
    return "c" + position;
  }

  /**
   * Returns the call over parts.
   *
   * @param typeOf the DuckDB type of the column at a position; other text than its own fails
   */
  static String readCsv(int columns, IntFunction<String> typeOf, List<Path> parts) {
    StringBuilder types = new StringBuilder("'" + RECORD_NUMBER + "': 'BIGINT'");
    for (int at = 0; at < columns; at++) {
      types.append(", '").append(column(at)).append("': '").append(typeOf.apply(at)).append("'");
    }
    // In parallel DuckDB would start anywhere and guess where a record begins.
    return "read_csv("
        + parts.stream().map(Sql::path).collect(Collectors.joining(", ", "[", "]"))
        + ", auto_detect=false, header=false, delim=',', quote='\"', escape='\"', comment=''"
        + ", nullstr='', allow_quoted_nulls=false, new_line='\\n', strict_mode=true"
        + ", parallel=false, max_line_size="
        + MOST_BYTES
        + ", buffer_size="
        + 2 * MOST_BYTES
        + ", columns={"
        + types
        + "})";
  }
}
