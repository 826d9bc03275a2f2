package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.InvalidRequestException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A span of time as people write it. */
final class TimeSpan {
  private static final Pattern FORM = Pattern.compile("(\\d{1,10}(?:\\.\\d{1,9})?) *([a-z]*)");
  private static final BigDecimal LONGEST_SECONDS = BigDecimal.valueOf(1_000_000_000L);

  private TimeSpan() {}

  /**
   * Returns a time such as {@code 30d} or {@code 12h}; a number alone is of seconds.
   *
   * @throws InvalidRequestException if it is no time, or not more than 0
   */
  static Duration parse(String option, String given) {
    Matcher form = FORM.matcher(given.strip().toLowerCase(Locale.ROOT));
    Long unit = form.matches() ? units().get(form.group(2)) : null;
    if (unit != null) {
      BigDecimal seconds = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit));
      if (seconds.signum() > 0 && seconds.compareTo(LONGEST_SECONDS) <= 0) {
        return Duration.ofNanos(seconds.movePointRight(9).longValue());
      }
    }
    throw new InvalidRequestException(
        "Invalid "
            + option
            + ": \""
            + given
            + "\" (allowed: a time of more than 0, such as 30d, 12h, 90min or, in seconds, 3600)");
  }

  private static Map<String, Long> units() {
    Map<String, Long> units = new TreeMap<>();
    units.put("", 1L);
    units.put("s", 1L);
    units.put("min", 60L);
    units.put("h", 3_600L);
    units.put("d", 86_400L);
    return units;
  }
}
