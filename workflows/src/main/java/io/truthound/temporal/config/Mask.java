package io.truthound.temporal.config;

import java.math.BigDecimal;

/** Masks values: their shape stays, no letter and no digit does. */
final class Mask {
  /** Beyond it a number is told with an exponent: a million zeros are no shape. */
  private static final int MOST_ZEROS = 100;

  private Mask() {}

  /** Masks the text that shows a value. */
  static String of(Object value) {
    String text = text(value);
    StringBuilder masked = new StringBuilder(text.length());
    text.codePoints().forEach(each -> masked.append(of(each)));
    return masked.toString();
  }

  private static String text(Object value) {
    if (value instanceof BigDecimal number && Math.abs((long) number.scale()) <= MOST_ZEROS) {
      return number.toPlainString();
    }
    return value.toString();
  }

  private static char of(int letter) {
    if (Character.isDigit(letter)) {
      return '#';
    }
    if (Character.isUpperCase(letter)) {
      return 'X';
    }
    boolean plain = letter >= ' ' && letter <= '~' && !Character.isLetter(letter);
    return plain ? (char) letter : 'x';
  }
}
