package io.truthound.temporal.duckdb;

import io.truthound.temporal.dataset.DataType;
import java.nio.file.Path;
import java.util.Locale;

/** Writes names, values and types as SQL, quoted so that nothing in them is read as SQL. */
public final class Sql {
  private Sql() {}

  /** Quotes an identifier. */
  public static String name(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** Quotes a text value. */
  public static String text(String value) {
    return '\'' + value.replace("'", "''") + '\'';
  }

  /**
   * Quotes the path of one file.
   *
   * @throws IllegalArgumentException if DuckDB would expand it to others
   */
  public static String path(Path file) {
    String path = file.toString();
    if (path.chars().anyMatch(c -> c == '*' || c == '?' || c == '[')) {
      throw new IllegalArgumentException(
          "Cannot read " + path + ": its name has one of the characters * ? [");
    }
    return text(path);
  }

  /** Returns DuckDB's name of a type. */
  public static String type(DataType type) {
    return SqlTypes.of(type);
  }

  /** Returns the type that DuckDB calls by a name. */
  public static DataType type(String duckDbName) {
    return SqlTypes.parse(duckDbName.toUpperCase(Locale.ROOT), duckDbName);
  }
}
