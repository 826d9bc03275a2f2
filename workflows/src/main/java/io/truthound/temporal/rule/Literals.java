package io.truthound.temporal.rule;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values that a rule compares with: text, booleans, and numbers kept exactly. */
final class Literals {
  /** No column type holds a number of more digits; writing one out could fill the memory. */
  private static final int MOST_DIGITS = 1_000;

  private Literals() {}

  static List<Object> values(String type, String field, @Nullable List<?> values) {
    if (values == null || values.isEmpty()) {
      throw InvalidRuleException.of(
          type, "field " + Problems.quote(field) + ": found no value (allowed: 1 or more)");
    }
    List<Object> literals = new ArrayList<>();
    for (Object value : values) {
      if (value instanceof Boolean) {
        literals.add(value);
      } else {
        literals.add(numberOrText(type, field, value, "text, a number, true or false"));
      }
    }
    return List.copyOf(literals);
  }

  static @Nullable Object optionalBound(String type, String field, @Nullable Object bound) {
    return bound == null ? null : bound(type, field, bound);
  }

  static Object bound(@Nullable String type, String field, @Nullable Object bound) {
    Checks.given(type, field, bound);
    if (bound instanceof String text && text.isBlank()) {
      throw Checks.refused(type, field, text, "a number, a date or a time");
    }
    return numberOrText(type, field, bound, "a number, a date or a time");
  }

  private static Object numberOrText(
      @Nullable String type, String field, @Nullable Object value, String allowed) {
    if (value instanceof String text) {
      return Checks.unicode(type, field, text);
    } else if (value instanceof BigDecimal number) {
      return number(type, field, number);
    } else if (value instanceof BigInteger number) {
      return number(type, field, new BigDecimal(number));
    } else if (value instanceof Integer || value instanceof Long) {
      return BigDecimal.valueOf(((Number) value).longValue());
    } else if (value instanceof Double number && Double.isFinite(number)) {
      // The decimal that was written, not the binary fraction nearest to it.
      return number(type, field, new BigDecimal(Double.toString(number)));
    } else if (value instanceof LocalDate date) {
      return date.toString();
    }
    throw Checks.refused(type, field, value, allowed);
  }

  /** Writes an integer such as 5E+1 out as 50, so that both are one value on the wire. */
  private static BigDecimal number(@Nullable String type, String field, BigDecimal number) {
    BigDecimal kept = number.signum() == 0 && number.scale() < 0 ? BigDecimal.ZERO : number;
    boolean tooLong = Math.abs((long) kept.scale()) > MOST_DIGITS || kept.precision() > MOST_DIGITS;
    if (tooLong) {
      throw Checks.refused(type, field, kept, "a number of at most " + MOST_DIGITS + " digits");
    }
    return kept.scale() < 0 ? kept.setScale(0) : kept;
  }
}
