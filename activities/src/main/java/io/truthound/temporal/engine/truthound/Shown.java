package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Shows values of failing rows: numbers and booleans as such, everything else as text. */
final class Shown {
  /** Longer text is cut: a sample is for looking at. */
  static final int LONGEST_TEXT = 1_000;

  private Shown() {}

  static String sql(String value, DataType type) {
    boolean asIs = type.numeric() || type.kind() == DataType.Kind.BOOL;
    return asIs ? value : "left(CAST(" + value + " AS VARCHAR), " + (LONGEST_TEXT + 1) + ")";
  }

  static @Nullable Object value(ResultSet row, int at) throws SQLException {
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
