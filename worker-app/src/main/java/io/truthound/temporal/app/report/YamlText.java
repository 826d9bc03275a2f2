package io.truthound.temporal.app.report;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes scalars so that every version of YAML reads them back as the same. */
final class YamlText {
  /** What no version takes for anything but text. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Words that some version takes for truths or nothing. */
  private static final Pattern WORD =
      Pattern.compile("y|n|yes|no|on|off|true|false|null", Pattern.CASE_INSENSITIVE);

  private YamlText() {}

  static String text(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !WORD.matcher(text).matches();
    return plain ? text : quoted(text);
  }

  /** Writes text in quotation marks as JSON does, and whatever YAML calls unprintable escaped. */
  static String quoted(String text) {
    return printable('"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"');
  }

  /** Escapes what YAML calls unprintable; it can only stand within quotation marks. */
  static String printable(String quoted) {
    StringBuilder printable = new StringBuilder();
    quoted
        .codePoints()
        .forEach(
            point -> {
              if (isPrintable(point)) {
                printable.appendCodePoint(point);
              } else {
                printable.append(String.format(Locale.ROOT, "\\u%04x", point));
              }
            });
    return printable.toString();
  }

  private static boolean isPrintable(int point) {
    boolean control = point < 0x20 || (point >= 0x7f && point < 0xa0);
    boolean lineBreak = point == 0x2028 || point == 0x2029;
    boolean none = point == 0xfeff || point == 0xfffe || point == 0xffff;
    return !control && !lineBreak && !none;
  }

  /** Writes a number; YAML 1.1 wants a point before an exponent, and its sign. */
  static String number(BigDecimal number) {
    String text = number.toString();
    int exponent = text.indexOf('E');
    if (exponent < 0) {
      return text;
    }
    String digits = text.substring(0, exponent);
    return (digits.contains(".") ? digits : digits + ".0")
        + text.substring(exponent).toLowerCase(Locale.ROOT);
  }
}
