package io.truthound.temporal.reference;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.reference.Table.Bad;
import io.truthound.temporal.reference.Table.Bytes;
import io.truthound.temporal.rule.TypedLiteral;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

/** What values are beside each other and as text. */
public final class Values {
  private static final DateTimeFormatter TIME = withFraction("HH:mm:ss");
  private static final DateTimeFormatter TIMESTAMP = withFraction("uuuu-MM-dd HH:mm:ss");

  private Values() {}

  private static DateTimeFormatter withFraction(String pattern) {
    return new DateTimeFormatterBuilder()
        .appendPattern(pattern)
        .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
        .toFormatter(Locale.ROOT);
  }

  static boolean isNan(Object value) {
    return (value instanceof Double d && d.isNaN()) || (value instanceof Float f && f.isNaN());
  }

  static boolean isInfinite(Object value) {
    return (value instanceof Double d && d.isInfinite())
        || (value instanceof Float f && f.isInfinite());
  }

  /**
   * Orders two values: numbers of any class by what they are, NaN above all and equal to itself;
   * text by its code points.
   */
  static int compare(Object a, Object b) {
    if (a instanceof Number one && b instanceof Number other) {
      return compareNumbers(one, other);
    }
    if (a instanceof String one && b instanceof String other) {
      return Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());
    }
    return compareAlike(a, b);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static int compareAlike(Object a, Object b) {
    return ((Comparable) a).compareTo(b);
  }

  private static int compareNumbers(Number a, Number b) {
    if (isFinite(a) && isFinite(b)) {
      return exact(a).compareTo(exact(b));
    }
    double one = isFinite(a) ? 0 : a.doubleValue();
    double other = isFinite(b) ? 0 : b.doubleValue();
    return Double.compare(one, other);
  }

  static boolean isFinite(Object value) {
    return !isNan(value) && !isInfinite(value);
  }

  /** Returns a finite number without rounding. */
  static BigDecimal exact(Object number) {
    if (number instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    if (number instanceof Float || number instanceof Double) {
      return new BigDecimal(((Number) number).doubleValue());
    }
    return (BigDecimal) number;
  }

  /** Returns what a literal of a rule is among the values of a column. */
  static Object bound(DataType type, Object literal) {
    Object bound = TypedLiteral.bound(type, literal).orElseThrow();
    if (bound instanceof BigDecimal number && type.floating()) {
      return type.kind() == Kind.FLOAT32
          ? (Object) number.floatValue()
          : (Object) number.doubleValue();
    }
    return bound instanceof OffsetDateTime moment ? moment.toInstant() : bound;
  }

  /** Returns what a member of a set is among the values of a column. */
  static Object member(DataType type, Object literal) {
    return switch (type.kind()) {
      case STRING, BOOL -> literal;
      case UUID -> UUID.fromString((String) literal);
      default -> bound(type, literal);
    };
  }

  /** Returns what tells keys apart: equal for equal values of any class of exact numbers. */
  static Object key(Object value) {
    if (isNan(value)) {
      return "one NaN";
    }
    if (value instanceof Float || value instanceof Double) {
      return ((Number) value).doubleValue() + 0.0;
    }
    return value instanceof Number ? exact(value).stripTrailingZeros() : value;
  }

  /** Returns where a value lies on the line of numbers: days, or microseconds. */
  static BigDecimal place(Object value) {
    if (value instanceof LocalDate date) {
      return BigDecimal.valueOf(date.toEpochDay());
    }
    if (value instanceof LocalDateTime moment) {
      return micros(moment.toInstant(ZoneOffset.UTC));
    }
    if (value instanceof Instant moment) {
      return micros(moment);
    }
    if (value instanceof LocalTime time) {
      return BigDecimal.valueOf(time.toNanoOfDay() / 1_000);
    }
    return exact(value);
  }

  private static BigDecimal micros(Instant moment) {
    return BigDecimal.valueOf(moment.getEpochSecond() * 1_000_000 + moment.getNano() / 1_000);
  }

  /** Writes a value as text formats and samples have it. */
  public static String text(Object value) {
    if (value instanceof LocalDateTime moment) {
      return TIMESTAMP.format(moment);
    }
    if (value instanceof Instant moment) {
      return TIMESTAMP.format(moment.atOffset(ZoneOffset.UTC)) + "+00";
    }
    if (value instanceof LocalTime time) {
      return TIME.format(time);
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof Bytes bytes) {
      return printed(bytes);
    }
    return value instanceof Bad bad ? bad.text() : value.toString();
  }

  /** Writes bytes as DuckDB does: those that are no printed ASCII as {@code \xAB}. */
  private static String printed(Bytes bytes) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < bytes.hex().length(); at += 2) {
      String pair = bytes.hex().substring(at, at + 2);
      char unit = (char) Integer.parseInt(pair, 16);
      boolean plain = unit >= ' ' && unit < 0x7f && "\\'\"".indexOf(unit) < 0;
      text.append(plain ? String.valueOf(unit) : "\\x" + pair.toUpperCase(Locale.ROOT));
    }
    return text.toString();
  }

  /** Returns what a sample shows of a cell. */
  static Object shown(Object cell) {
    if (cell instanceof Number number && isFinite(number)) {
      return new BigDecimal(number.toString());
    }
    return cell == null || cell instanceof Boolean ? cell : text(cell);
  }
}
