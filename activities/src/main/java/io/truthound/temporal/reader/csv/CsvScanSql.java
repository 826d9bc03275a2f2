package io.truthound.temporal.reader.csv;

import io.truthound.temporal.duckdb.Sql;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Writes the table function by which DuckDB reads a normalised file. Nothing in it comes from the
 * data: the path is a parameter and columns are named by their position.
 */
public final class CsvScanSql {
  /** The column that holds each record's number, BIGINT. */
  public static final String RECORD_NUMBER = "__rn";

  /** The type that takes any field. */
  static final String TEXT = "VARCHAR";

  /**
   * Otherwise DuckDB starts anywhere in a file and guesses, and fails where the text inside quotes
   * looks like records.
   */
  private static final String PARALLEL = ", parallel=false";

  private static final int MAX_LINE = CsvLimits.DEFAULT.record() + 64;
  private static final int BUFFER = 4 * MAX_LINE;

  private CsvScanSql() {}

  /** Returns the name of the column at this position of the header, counted from 0; VARCHAR. */
  public static String column(int position) {
    return "c" + position;
  }

  /**
   * Returns the call of {@code read_csv} with one {@code ?}: an array of VARCHAR with the path of
   * every {@linkplain NormalizedCsv#parts part}, in order. It gives {@link #RECORD_NUMBER} and
   * every {@link #column} in the order of the records; a well-formed record cannot make it fail.
   */
  public static String readCsv(CsvDialect dialect, int columns) {
    return readCsv(dialect, columns, true, at -> TEXT);
  }

  private static String readCsv(
      CsvDialect dialect, int columns, boolean numbered, IntFunction<String> typeOf) {
    List<String> types = new ArrayList<>();
    if (numbered) {
      types.add("'" + RECORD_NUMBER + "': 'BIGINT'");
    }
    for (int i = 0; i < columns; i++) {
      types.add("'" + column(i) + "': '" + typeOf.apply(i) + "'");
    }
    String quote = literal(dialect.quote());
    return "read_csv(?, auto_detect=false, header=false, delim="
        + literal(dialect.delimiter())
        + ", quote="
        + quote
        + ", escape="
        + quote
        + ", comment='', nullstr='', allow_quoted_nulls=false, new_line='\\n', strict_mode=true"
        + PARALLEL
        + ", max_line_size="
        + MAX_LINE
        + ", buffer_size="
        + BUFFER
        + ", columns={"
        + String.join(", ", types)
        + "})";
  }

  /**
   * Returns {@link #readCsv(CsvDialect, int)} over given parts.
   *
   * @param numbered whether each record has its number in front
   * @param typeOf the DuckDB type of the column at a position; other text than its own fails
   */
  static String readCsv(
      CsvDialect dialect,
      int columns,
      boolean numbered,
      IntFunction<String> typeOf,
      List<Path> parts) {
    String paths = parts.stream().map(Sql::path).collect(Collectors.joining(", ", "[", "]"));
    return readCsv(dialect, columns, numbered, typeOf).replace("?", paths);
  }

  private static String literal(byte b) {
    return b == '\'' ? "''''" : b == '\t' ? "'\\t'" : "'" + (char) b + "'";
  }
}
