package io.truthound.temporal.state;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/**
 * A number of any length, without rounding; equal numbers are equal. {@link #plus} is associative
 * and commutative; {@link #ZERO} is its identity. On the wire a text.
 *
 * @param number its value, without trailing zeros
 */
record Exact(BigDecimal number) {
  static final Exact ZERO = new Exact(BigDecimal.ZERO);

  Exact {
    number = number.stripTrailingZeros();
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Exact parse(String text) {
    return new Exact(new BigDecimal(text));
  }

  @JsonValue
  String text() {
    return number.toString();
  }

  Exact plus(Exact other) {
    return new Exact(number.add(other.number));
  }
}
