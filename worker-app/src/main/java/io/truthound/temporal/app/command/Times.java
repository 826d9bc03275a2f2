package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.InvalidRequestException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/** Points of time as people write them. */
final class Times {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("[yyyy-MM-dd'T'HH:mm[:ss]][yyyy-MM-dd][XXX]['['VV']']");

  private Times() {}

  /**
   * Returns a time such as {@code 2026-01-31}, its first moment, {@code 2026-01-31T03:00}, {@code
   * 2026-01-31T03:00Z} or {@code 2026-01-31T03:00+01:00[Europe/Berlin]}.
   *
   * @param zone of what names none
   * @throws InvalidRequestException if it is no time
   */
  static ZonedDateTime parse(String option, String given, ZoneId zone) {
    try {
      TemporalAccessor time =
          FORM.parseBest(given.strip(), ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
      if (time instanceof ZonedDateTime zoned) {
        return zoned;
      }
      return time instanceof LocalDateTime local
          ? local.atZone(zone)
          : LocalDate.from(time).atStartOfDay(zone);
    } catch (DateTimeException e) {
      throw new InvalidRequestException(
          "Invalid %s: \"%s\" (allowed: a time such as 2026-01-31, 2026-01-31T03:00 or 2026-01-31T03:00Z)"
              .formatted(option, given),
          e);
    }
  }

  /** As {@link #parse}, but of a day its last moment. */
  static ZonedDateTime parseEnd(String option, String given, ZoneId zone) {
    ZonedDateTime time = parse(option, given, zone);
    return given.strip().length() == "2026-01-31".length()
        ? time.plusDays(1).minusSeconds(1)
        : time;
  }

  /** Returns a zone such as {@code Europe/Berlin}. */
  static ZoneId zone(String option, String given) {
    try {
      return ZoneId.of(given);
    } catch (DateTimeException e) {
      throw new InvalidRequestException(
          "Invalid %s: \"%s\" (allowed: a time zone such as Europe/Berlin or UTC)"
              .formatted(option, given),
          e);
    }
  }
}
