package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.reader.ColumnSql;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows values of failing rows: numbers and booleans as such, everything else as text. */
final class Shown {
  /** Longer text is cut: a sample is for looking at. */
  static final int LONGEST_TEXT = 1_000;

  private final ResultSet row;
  private int at;

  /** Reads what {@link #sql} selected, from this position of a row on. */
  Shown(ResultSet row, int at) {
    this.row = row;
    this.at = at;
  }

  /** Returns what to select of a column: its value, and its text where that may be no value. */
  static List<String> sql(ColumnSql column, DataType type) {
    boolean asIs = type.numeric() || type.kind() == DataType.Kind.BOOL;
    String value = asIs ? column.value() : text(column.value());
    return column.inconvertible() == null ? List.of(value) : List.of(value, text(column.raw()));
  }

  private static String text(String value) {
    return "left(CAST(" + value + " AS VARCHAR), " + (LONGEST_TEXT + 1) + ")";
  }

  /** Returns the next column's value, or its text where that is no value. */
  @Nullable Object next(ColumnSql column) throws SQLException {
    Object value = value(row, at++);
    if (column.inconvertible() == null) {
      return value;
    }
    Object text = value(row, at++);
    return value != null ? value : text;
  }

  private static @Nullable Object value(ResultSet row, int at) throws SQLException {
    Object value = row.getObject(at);
    if (value instanceof Float number) {
      return finite(number) ? (Object) new BigDecimal(number.toString()) : number.toString();
    }
    if (value instanceof Double number) {
      return finite(number) ? (Object) new BigDecimal(number.toString()) : number.toString();
    }
    if (value == null
        || value instanceof Boolean
        || value instanceof BigDecimal
        || value instanceof BigInteger) {
      return value;
    }
    if (value instanceof Number number) {
      return new BigDecimal(number.toString());
    }
    String text = value.toString();
    return text.codePointCount(0, text.length()) > LONGEST_TEXT
        ? text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT)) + "…"
        : text;
  }

  private static boolean finite(Number number) {
    return !Double.isNaN(number.doubleValue()) && !Double.isInfinite(number.doubleValue());
  }
}
