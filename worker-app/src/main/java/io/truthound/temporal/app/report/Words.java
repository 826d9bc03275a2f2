package io.truthound.temporal.app.report;

import io.truthound.temporal.result.StatusCounts;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers and values as a person reads them, the same on every machine. */
public final class Words {
  private static final List<String> UNITS = List.of("kB", "MB", "GB", "TB", "PB", "EB");
  private static final int LONGEST_VALUE = 80;
  private static final int NOT_A_CHARACTER = 0xfffe;

  private Words() {}

  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Says {@code 1 row}, {@code 2,000 rows}. */
  public static String counted(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** Says {@code 1 activity}, {@code 2,000 activities}. */
  public static String counted(long number, String one, String many) {
    return number(number) + " " + (number == 1 ? one : many);
  }

  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return counted(bytes, "byte");
    }
    double left = bytes / 1000.0;
    int unit = 0;
    while (left >= 999.95 && unit < UNITS.size() - 1) {
      left /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", left, UNITS.get(unit));
  }

  public static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%,.2f s", duration.toMillis() / 1000.0);
  }

  /** Says {@code 45 s}, {@code 12 min}, {@code 3 h 5 min}, {@code 2 d 4 h}: as much as counts. */
  public static String time(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = (seconds + 30) / 60;
    if (minutes < 60) {
      return minutes + " min";
    }
    return minutes < 24 * 60
        ? twofold(minutes / 60, "h", minutes % 60, "min")
        : twofold(minutes / (24 * 60), "d", minutes / 60 % 24, "h");
  }

  private static String twofold(long many, String large, long few, String small) {
    return number(many) + " " + large + (few == 0 ? "" : " " + few + " " + small);
  }

  /** Says a number with the three digits of it that count. */
  public static String rounded(double number) {
    BigDecimal rounded =
        BigDecimal.valueOf(number).round(new MathContext(3, RoundingMode.HALF_EVEN));
    return rounded.compareTo(BigDecimal.valueOf(100)) >= 0
        ? number(rounded.longValue())
        : rounded.stripTrailingZeros().toPlainString();
  }

  /** Says {@code 0.0001 %}: two digits that count; empty where nothing was evaluated. */
  public static String share(long failed, long evaluated) {
    if (evaluated == 0 || failed == 0) {
      return "";
    }
    BigDecimal percent =
        BigDecimal.valueOf(failed)
            .multiply(BigDecimal.valueOf(100))
            .divide(BigDecimal.valueOf(evaluated), new MathContext(12, RoundingMode.HALF_EVEN));
    int digits = percent.compareTo(BigDecimal.TEN) >= 0 ? 3 : 2;
    return percent
            .round(new MathContext(digits, RoundingMode.HALF_EVEN))
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }

  /** Says {@code 1,459 passed, 2 failed}, leaving out what there is none of. */
  public static String counts(StatusCounts counts) {
    List<String> parts = new ArrayList<>();
    add(parts, counts.passed(), "passed");
    add(parts, counts.warning(), "warning");
    add(parts, counts.failed(), "failed");
    add(parts, counts.error(), "error");
    add(parts, counts.skipped(), "skipped");
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }

  /** Shows a value of the data on one line: text quoted, control characters escaped. */
  public static String value(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    return value instanceof CharSequence
        ? '"' + line(value.toString()) + '"'
        : line(value instanceof BigDecimal number ? number.toPlainString() : value.toString());
  }

  /** Makes text safe for one line: cut, and without control characters. */
  public static String line(String text) {
    return cut(text, LONGEST_VALUE);
  }

  /** Makes text safe for one line, of so many characters and perhaps a few more. */
  public static String cut(String text, int longest) {
    int end = text.offsetByCodePoints(0, Math.min(text.codePointCount(0, text.length()), longest));
    String safe = safe(text.substring(0, end));
    return end < text.length() ? safe + '…' : safe;
  }

  /** Makes a message safe for a line, whatever its length. */
  public static String safe(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints().forEach(point -> append(safe, point));
    return safe.toString();
  }

  private static void append(StringBuilder safe, int point) {
    switch (point) {
      case '\n' -> safe.append("\\n");
      case '\r' -> safe.append("\\r");
      case '\t' -> safe.append("\\t");
      default -> {
        if (isUnprintable(point)) {
          safe.append(String.format(Locale.ROOT, "\\u%04x", point));
        } else {
          safe.appendCodePoint(point);
        }
      }
    }
  }

  private static boolean isUnprintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> (point & NOT_A_CHARACTER) == NOT_A_CHARACTER;
    };
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(number(count) + " " + what);
    }
  }
}
