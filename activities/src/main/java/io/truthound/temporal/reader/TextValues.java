package io.truthound.temporal.reader;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.duckdb.Sql;

/**
 * Says what a value of a type looks like as text. DuckDB's casts take more: {@code 1.5}, {@code
 * 0x10} and {@code 1_000} are no integers here.
 */
public final class TextValues {
  private TextValues() {}

  /** Returns the value of text, null where it is none of the type. */
  public static String value(String text, DataType type) {
    return switch (type.kind()) {
      case BOOL -> "CASE lower(" + text + ") WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END";
      case INT8, INT16, INT32, INT64, INT128, UINT8, UINT16, UINT32, UINT64 ->
          integer(text, Sql.type(type));
      case FLOAT32, FLOAT64 ->
          "CASE WHEN NOT contains("
              + text
              + ", '_') THEN try_cast("
              + text
              + " AS "
              + Sql.type(type)
              + ") END";
      // A digit more than the type has would be rounded away.
      case DECIMAL ->
          guarded(text, "[+-]?[0-9]+([.][0-9]{0," + type.scale() + "}0*)?", Sql.type(type));
      case DATE -> guarded(text, "[0-9]{4}-[0-9]{2}-[0-9]{2}", "DATE");
      case TIMESTAMP ->
          guarded(
              text,
              "[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?)?",
              "TIMESTAMP");
      default -> text;
    };
  }

  /**
   * The same for inferring a type: numbers with leading zeros are codes. What cannot be of the type
   * by its first characters or its length is told apart before any pattern or cast.
   */
  public static String strictly(String text, Kind kind) {
    String value = value(text, DataType.of(kind));
    return switch (kind) {
      // Digits and signs come before the colon.
      case INT64 -> onlyIf("%s < ':' AND NOT %s".formatted(text, code(text)), value);
      // Letters begin "infinity" and "nan" alone; blanks may follow.
      case FLOAT64 ->
          onlyIf(
              "(%1$s < ':' OR lower(left(%1$s, 1)) IN ('i', 'n')) AND NOT %2$s"
                  .formatted(text, code(text)),
              value);
      case DATE, TIMESTAMP -> onlyIf(text + " LIKE '____-__-__%'", value);
      default -> value;
    };
  }

  private static String onlyIf(String condition, String value) {
    return "CASE WHEN " + condition + " THEN " + value + " END";
  }

  private static String code(String text) {
    return "CASE WHEN prefix(%1$s, '0') OR prefix(%1$s, '+') OR prefix(%1$s, '-') THEN regexp_matches(%1$s, '^[+-]?0[0-9]') ELSE FALSE END"
        .formatted(text);
  }

  /** Most integers are written as they are printed; only others are worth a pattern. */
  private static String integer(String text, String type) {
    String cast = "try_cast(" + text + " AS " + type + ")";
    return "CASE WHEN CAST("
        + cast
        + " AS VARCHAR) = "
        + text
        + " THEN "
        + cast
        + " WHEN regexp_full_match("
        + text
        + ", '[+-]?[0-9]+') THEN "
        + cast
        + " END";
  }

  private static String guarded(String text, String pattern, String type) {
    return "CASE WHEN regexp_full_match("
        + text
        + ", '"
        + pattern
        + "') THEN try_cast("
        + text
        + " AS "
        + type
        + ") END";
  }
}
