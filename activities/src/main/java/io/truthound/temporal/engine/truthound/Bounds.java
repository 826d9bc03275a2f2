package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.rule.TypedLiteral;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import org.jspecify.annotations.Nullable;

/**
 * Writes comparisons of a column with a literal, exactly. A bound on an exact number type is first
 * brought to a value of that type, so that no comparison happens in another one: {@code x > 2.5} on
 * integers is {@code x >= 3}.
 */
final class Bounds {
  private static final int NANOS = 1_000;

  private Bounds() {}

  /** Returns the condition that a value lies below a lower bound; strict excludes the bound. */
  static String below(String value, DataType type, Object bound, boolean strict) {
    if (exact(type)) {
      BigDecimal least = onGrid(number(bound), type, strict, RoundingMode.CEILING);
      if (least.compareTo(largest(type)) > 0) {
        return always(value);
      }
      return least.compareTo(smallest(type)) <= 0
          ? never(value)
          : value + " < " + literal(least, type);
    }
    Temporal fine = finerThanMicros(bound, type);
    if (fine != null) {
      Temporal next = floor(fine).plus(1, ChronoUnit.MICROS);
      // After the last microsecond of a day comes the first.
      boolean wraps = type.kind() == Kind.TIME && next.equals(LocalTime.MIDNIGHT);
      return wraps ? always(value) : value + " < " + literal(next, type);
    }
    return value + (strict ? " <= " : " < ") + literal(bound, type);
  }

  /** Returns the condition that a value lies above an upper bound; strict excludes the bound. */
  static String above(String value, DataType type, Object bound, boolean strict) {
    if (exact(type)) {
      BigDecimal most = onGrid(number(bound), type, strict, RoundingMode.FLOOR);
      if (most.compareTo(smallest(type)) < 0) {
        return always(value);
      }
      return most.compareTo(largest(type)) >= 0
          ? never(value)
          : value + " > " + literal(most, type);
    }
    Temporal fine = finerThanMicros(bound, type);
    if (fine != null) {
      return value + " > " + literal(floor(fine), type);
    }
    return value + (strict ? " >= " : " > ") + literal(bound, type);
  }

  /** Returns a value of a set as a literal, or null where no value of the type equals it. */
  static @Nullable String member(Object value, DataType type) {
    if (exact(type)) {
      BigDecimal number = number(value);
      boolean fits =
          number.setScale(type.scale(), RoundingMode.FLOOR).compareTo(number) == 0
              && number.compareTo(smallest(type)) >= 0
              && number.compareTo(largest(type)) <= 0;
      return fits ? literal(number, type) : null;
    }
    return finerThanMicros(value, type) == null ? literal(value, type) : null;
  }

  /** Returns a time that lies between two microseconds, which are all that DuckDB has; or null. */
  private static @Nullable Temporal finerThanMicros(Object bound, DataType type) {
    if (!type.temporal() || type.kind() == Kind.DATE) {
      return null;
    }
    Temporal moment = (Temporal) TypedLiteral.bound(type, bound).orElseThrow();
    return moment.get(ChronoField.NANO_OF_SECOND) % NANOS == 0 ? null : moment;
  }

  private static Temporal floor(Temporal moment) {
    int nanos = moment.get(ChronoField.NANO_OF_SECOND);
    return moment.with(ChronoField.NANO_OF_SECOND, nanos - nanos % NANOS);
  }

  /** True for every value, and null for null like any comparison. */
  private static String always(String value) {
    return value + " = " + value;
  }

  /** False for every value, and null for null. */
  static String never(String value) {
    return value + " <> " + value;
  }

  private static boolean exact(DataType type) {
    return type.integral() || type.kind() == Kind.DECIMAL;
  }

  private static BigDecimal onGrid(
      BigDecimal bound, DataType type, boolean strict, RoundingMode inward) {
    BigDecimal on = bound.setScale(type.scale(), inward);
    if (strict && on.compareTo(bound) == 0) {
      BigDecimal step = BigDecimal.ONE.movePointLeft(type.scale());
      return inward == RoundingMode.CEILING ? on.add(step) : on.subtract(step);
    }
    return on;
  }

  private static String literal(Object value, DataType type) {
    String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    if (type.textual()) {
      return Sql.text(text);
    }
    return "CAST(" + Sql.text(text) + " AS " + Sql.type(type) + ")";
  }

  private static BigDecimal number(Object value) {
    return value instanceof BigDecimal number ? number : new BigDecimal(value.toString().strip());
  }

  private static BigDecimal largest(DataType type) {
    if (type.kind() == Kind.DECIMAL) {
      return new BigDecimal(BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE))
          .movePointLeft(type.scale());
    }
    int bits = bits(type);
    boolean signed = !type.text().startsWith("u");
    return new BigDecimal(
        BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE));
  }

  private static BigDecimal smallest(DataType type) {
    if (type.kind() == Kind.DECIMAL) {
      return largest(type).negate();
    }
    return type.text().startsWith("u")
        ? BigDecimal.ZERO
        : new BigDecimal(BigInteger.ONE.shiftLeft(bits(type) - 1).negate());
  }

  private static int bits(DataType type) {
    return Integer.parseInt(type.text().replaceAll("\\D", ""));
  }
}
