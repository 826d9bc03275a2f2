package io.truthound.temporal.app.command;

import io.truthound.temporal.app.request.InvalidRequestException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of memory as people write it. */
final class MemorySize {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12}) *([a-z]*)");
  private static final long SMALLEST = 64_000_000;

  private MemorySize() {}

  /**
   * Returns the bytes of a size such as {@code 256MB} or {@code 1GiB}.
   *
   * @throws InvalidRequestException if it is no size, or below 64 MB
   */
  static long parse(String option, String given) {
    return parse(option, given, SMALLEST, "64MB or more, such as 512MB or 2GB");
  }

  /**
   * Returns the bytes of a size.
   *
   * @param allowed says, for a person, what may be given
   * @throws InvalidRequestException if it is no size, or too small
   */
  static long parse(String option, String given, long smallest, String allowed) {
    Matcher form = FORM.matcher(given.strip().toLowerCase(Locale.ROOT));
    Long unit = form.matches() ? units().get(form.group(2)) : null;
    if (unit != null) {
      long number = Long.parseLong(form.group(1));
      if (number <= Long.MAX_VALUE / unit && number * unit >= smallest) {
        return number * unit;
      }
    }
    throw new InvalidRequestException(
        "Invalid " + option + ": \"" + given + "\" (allowed: " + allowed + ")");
  }

  private static Map<String, Long> units() {
    Map<String, Long> units = new TreeMap<>();
    units.put("", 1L);
    units.put("b", 1L);
    units.put("kb", 1_000L);
    units.put("mb", 1_000_000L);
    units.put("gb", 1_000_000_000L);
    units.put("kib", 1L << 10);
    units.put("mib", 1L << 20);
    units.put("gib", 1L << 30);
    return units;
  }
}
