package io.truthound.temporal.reader;

import org.jspecify.annotations.Nullable;

/**
 * How a column is reached in SQL.
 *
 * @param value its value, typed; null where there is none or it does not convert
 * @param isNull the condition that there is no value
 * @param inconvertible the condition that there is text which is no value of the type; null where
 *     that cannot be
 * @param raw what stands in the source, for showing
 */
public record ColumnSql(String value, String isNull, @Nullable String inconvertible, String raw) {

  /** Reaches a column whose values are typed in the source. */
  public static ColumnSql typed(String value) {
    return new ColumnSql(value, value + " IS NULL", null, value);
  }
}
