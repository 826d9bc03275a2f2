package io.truthound.temporal.rule;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how long ago something may be: {@code 90m}, {@code 7d}, {@code PT36H} or seconds. */
final class Ages {
  /** What an age may be, in words. */
  static final String ALLOWED = "seconds, or text such as 90m, 24h, 7d or PT36H";

  /** The texts that are ages, for editors; zero is refused by reading only. */
  static final String PATTERN =
      "^([0-9]{1,9}[smhd]|P(?=[0-9T])([0-9]{1,9}D)?"
          + "(T(?=[0-9])([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\\.[0-9]{1,9})?S)?)?)$";

  private static final Pattern TEXT = Pattern.compile(PATTERN);
  private static final Pattern SHORT = Pattern.compile("([0-9]+)([smhd])");

  /** Longer than any data is old. */
  private static final Duration LONGEST = Duration.ofDays(3_650_000);

  private Ages() {}

  static void positive(String type, String field, @Nullable Duration age) {
    Duration given = Checks.given(type, field, age);
    if (given.isNegative() || given.isZero() || given.compareTo(LONGEST) > 0) {
      throw Checks.refused(type, field, text(given), "more than 0 seconds, at most 10,000 years");
    }
  }

  /** Returns the age that a number of seconds or a text says; null where it says none. */
  static @Nullable Object read(Object found) {
    if (found instanceof BigDecimal seconds) {
      return seconds(seconds);
    }
    if (!(found instanceof String text) || !TEXT.matcher(text).matches()) {
      return null;
    }
    Matcher brief = SHORT.matcher(text);
    try {
      return brief.matches()
          ? Duration.parse(iso(brief.group(1), brief.group(2).toUpperCase(Locale.ROOT)))
          : Duration.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /** Writes an age as {@link #read} reads it. */
  static String text(Duration age) {
    return age.toString();
  }

  private static String iso(String number, String unit) {
    return unit.equals("D") ? "P" + number + "D" : "PT" + number + unit;
  }

  private static @Nullable Duration seconds(BigDecimal seconds) {
    try {
      BigDecimal whole = seconds.setScale(0, java.math.RoundingMode.FLOOR);
      long nanos = seconds.subtract(whole).movePointRight(9).longValueExact();
      return Duration.ofSeconds(whole.longValueExact(), nanos);
    } catch (ArithmeticException e) {
      return null;
    }
  }
}
