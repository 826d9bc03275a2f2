package io.truthound.temporal.reader.ndjson;

import java.time.Month;
import java.time.Year;

/** Knows a date, and a date with a time, by its bytes. */
final class Moments {
  private static final int DATE = "2000-01-01".length();
  private static final int MINUTES = "00:00".length();
  private static final int SECONDS = "00:00:00".length();
  private static final int MOST_DIGITS = 9;

  private Moments() {}

  static boolean isDate(byte[] text, int from, int to) {
    if (to - from != DATE
        || text[from + 4] != '-'
        || text[from + 7] != '-'
        || !areDigits(text, from, from + 4)
        || !areDigits(text, from + 5, from + 7)
        || !areDigits(text, from + 8, to)) {
      return false;
    }
    int year = two(text, from) * 100 + two(text, from + 2);
    int month = two(text, from + 5);
    int day = two(text, from + 8);
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= Month.of(month).length(Year.isLeap(year));
  }

  /** Says whether it is a date, or one with a time after a blank or a {@code T}. */
  static boolean isTimestamp(byte[] text, int from, int to) {
    if (to - from <= DATE) {
      return isDate(text, from, to);
    }
    byte separator = text[from + DATE];
    return (separator == ' ' || separator == 'T')
        && isDate(text, from, from + DATE)
        && isTime(text, from + DATE + 1, to);
  }

  private static boolean isTime(byte[] text, int from, int to) {
    int length = to - from;
    return length >= MINUTES
        && isBelow(text, from, 24)
        && text[from + 2] == ':'
        && isBelow(text, from + 3, 60)
        && (length == MINUTES
            || (length >= SECONDS
                && text[from + 5] == ':'
                && isBelow(text, from + 6, 60)
                && (length == SECONDS || isFraction(text, from + SECONDS, to))));
  }

  private static boolean isFraction(byte[] text, int from, int to) {
    return text[from] == '.'
        && to - from > 1
        && to - from <= 1 + MOST_DIGITS
        && areDigits(text, from + 1, to);
  }

  private static boolean isBelow(byte[] text, int from, int end) {
    return areDigits(text, from, from + 2) && two(text, from) < end;
  }

  private static int two(byte[] text, int at) {
    return (text[at] - '0') * 10 + text[at + 1] - '0';
  }

  private static boolean areDigits(byte[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (text[at] < '0' || text[at] > '9') {
        return false;
      }
    }
    return true;
  }
}
