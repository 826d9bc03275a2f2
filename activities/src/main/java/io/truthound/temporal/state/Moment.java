package io.truthound.temporal.state;

import io.truthound.temporal.dataset.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Dates and times as places: days or microseconds, and back as ISO text. */
final class Moment {
  private static final long MICROS = 1_000_000;
  private static final BigDecimal END_OF_DAY = BigDecimal.valueOf(86_400 * MICROS);

  private Moment() {}

  /** Returns the place of a bound, as {@code TypedLiteral} reads it. */
  static BigDecimal place(Object moment) {
    if (moment instanceof LocalDate date) {
      return BigDecimal.valueOf(date.toEpochDay());
    }
    if (moment instanceof LocalDateTime time) {
      return micros(time.toInstant(ZoneOffset.UTC));
    }
    if (moment instanceof OffsetDateTime time) {
      return micros(time.toInstant());
    }
    return BigDecimal.valueOf(((LocalTime) moment).toNanoOfDay()).movePointLeft(3);
  }

  /** Returns the first instant of a place in a column of dates or timestamps. */
  static BigDecimal instant(BigDecimal place, DataType type) {
    return type.kind() == DataType.Kind.DATE
        ? place.multiply(BigDecimal.valueOf(86_400 * MICROS))
        : place;
  }

  static BigDecimal micros(Instant instant) {
    return BigDecimal.valueOf(instant.getEpochSecond())
        .movePointRight(6)
        .add(BigDecimal.valueOf(instant.getNano()).movePointLeft(3));
  }

  /** Writes a place of a column of dates or times as ISO text. */
  static String text(BigDecimal place, DataType type) {
    return switch (type.kind()) {
      case DATE -> LocalDate.ofEpochDay(place.longValueExact()).toString();
      case TIME ->
          place.compareTo(END_OF_DAY) >= 0
              ? "24:00:00"
              : DateTimeFormatter.ISO_LOCAL_TIME.format(
                  LocalTime.ofNanoOfDay(place.movePointRight(3).longValueExact()));
      case TIMESTAMP_TZ -> local(place) + "Z";
      default -> local(place);
    };
  }

  /** Moves a timestamp, as {@link #text} wrote it, by so many microseconds. */
  static String shifted(String text, long micros) {
    boolean utc = text.endsWith("Z");
    LocalDateTime moved =
        LocalDateTime.parse(utc ? text.substring(0, text.length() - 1) : text)
            .plusNanos(micros * 1_000);
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(moved) + (utc ? "Z" : "");
  }

  private static String local(BigDecimal micros) {
    BigInteger[] parts = micros.toBigIntegerExact().divideAndRemainder(BigInteger.valueOf(MICROS));
    Instant instant =
        Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact() * 1_000);
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
        LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
  }
}
