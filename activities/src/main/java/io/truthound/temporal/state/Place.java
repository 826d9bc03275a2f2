package io.truthound.temporal.state;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A place on the line of numbers: a number, or one of its ends. Dates are days and times are
 * microseconds since 1970, or since midnight. On the wire a text.
 */
public final class Place implements Comparable<Place> {
  /** Below every number. */
  public static final Place LOWEST = new Place(null, -1);

  /** Above every number. */
  public static final Place HIGHEST = new Place(null, 1);

  private final @Nullable Exact number;
  private final int end;

  private Place(@Nullable Exact number, int end) {
    this.number = number;
    this.end = end;
  }

  public static Place of(BigDecimal number) {
    return new Place(new Exact(number), 0);
  }

  /** Returns the place of a value other than NaN. */
  public static Place of(double value) {
    if (Double.isInfinite(value)) {
      return value < 0 ? LOWEST : HIGHEST;
    }
    return of(new BigDecimal(value));
  }

  /** Reads what {@link #text} wrote. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Place parse(String text) {
    return switch (text) {
      case "-Infinity" -> LOWEST;
      case "Infinity" -> HIGHEST;
      default -> new Place(Exact.parse(text), 0);
    };
  }

  @JsonValue
  String text() {
    if (number == null) {
      return end < 0 ? "-Infinity" : "Infinity";
    }
    return number.text();
  }

  /** Returns the number; null at an end. */
  @Nullable BigDecimal number() {
    return number == null ? null : number.number();
  }

  @Override
  public int compareTo(Place other) {
    return number == null || other.number == null
        ? Integer.compare(end, other.end)
        : number.number().compareTo(other.number.number());
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Place other && compareTo(other) == 0;
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  @Override
  public String toString() {
    return text();
  }
}
