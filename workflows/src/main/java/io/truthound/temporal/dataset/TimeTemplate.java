package io.truthound.temporal.dataset;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The places of a URI that stand for a time: {@code {scheduled:PATTERN}}, or {@code
 * {scheduled-1d:PATTERN}} for a time before or after it, in hours {@code h}, days {@code d}, weeks
 * {@code w} or months {@code M}. Patterns are those of {@link DateTimeFormatter}, in English and
 * with the weeks of ISO 8601.
 */
public final class TimeTemplate {
  private static final Pattern PLACE = Pattern.compile("\\{scheduled([^:}]*)(?::([^}]*))?}?");
  private static final Pattern SHIFT = Pattern.compile("([+-]\\d{1,5})([hdwM])");

  /** American words, such as Sep, and the weeks of ISO 8601, as Great Britain has them. */
  private static final Locale ENGLISH = Locale.forLanguageTag("en-US-u-rg-gbzzzz");

  private static final String ALLOWED =
      " (allowed: {scheduled:yyyy-MM-dd} with a pattern of java.time, or {scheduled-1d:…} with h, d,"
          + " w or M for hours, days, weeks or months)";

  private TimeTemplate() {}

  /** Says whether a text has such a place. */
  public static boolean isIn(String text) {
    return text.contains("{scheduled");
  }

  /**
   * Returns a text with a time in each place; a text without one as it is.
   *
   * @throws IllegalArgumentException if a place has no valid pattern
   */
  public static String resolve(String text, ZonedDateTime time) {
    if (!isIn(text)) {
      return text;
    }
    Matcher place = PLACE.matcher(text);
    StringBuilder resolved = new StringBuilder();
    while (place.find()) {
      place.appendReplacement(resolved, Matcher.quoteReplacement(written(place, time)));
    }
    return place.appendTail(resolved).toString();
  }

  private static String written(Matcher place, ZonedDateTime time) {
    String pattern = place.group(2);
    if (pattern == null || pattern.isBlank() || !place.group().endsWith("}")) {
      throw new IllegalArgumentException("Invalid place for a time: " + place.group() + ALLOWED);
    }
    requireCalendarYears(place.group(), pattern);
    ZonedDateTime shifted = shifted(time, place.group(1), place.group());
    try {
      return DateTimeFormatter.ofPattern(pattern, ENGLISH).format(shifted);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Invalid place for a time: " + place.group() + ": " + e.getMessage() + ALLOWED, e);
    }
  }

  private static ZonedDateTime shifted(ZonedDateTime time, String shift, String place) {
    if (shift.isEmpty()) {
      return time;
    }
    Matcher parts = SHIFT.matcher(shift);
    if (!parts.matches()) {
      throw new IllegalArgumentException("Invalid place for a time: " + place + ALLOWED);
    }
    int count = Integer.parseInt(parts.group(1));
    return switch (parts.group(2)) {
      case "h" -> time.plusHours(count);
      case "d" -> time.plusDays(count);
      case "w" -> time.plusWeeks(count);
      default -> time.plusMonths(count);
    };
  }

  /** The year of weeks is the wrong one on some days around New Year only. */
  private static void requireCalendarYears(String place, String pattern) {
    if (pattern.contains("Y") && !pattern.contains("w")) {
      throw new IllegalArgumentException(
          "Invalid place for a time: "
              + place
              + ": Y is the year of weeks (w); write yyyy"
              + ALLOWED);
    }
  }
}
