package io.truthound.temporal.app.report.html;

import java.util.List;
import java.util.stream.Stream;

/**
 * What stands over a column of a table.
 *
 * @param ofNumbers whether what stands below are numbers, which end below one another
 */
record Head(String text, boolean ofNumbers) {
  static Head of(String text) {
    return new Head(text, false);
  }

  static Head ofNumbers(String text) {
    return new Head(text, true);
  }

  /** Returns heads of columns without numbers. */
  static List<Head> all(String... texts) {
    return Stream.of(texts).map(Head::of).toList();
  }
}
