package io.truthound.temporal.rule;

import java.util.List;
import java.util.Locale;

/** Finds constants by their names. */
final class Names {
  private Names() {}

  /** Returns the value at the place of a name, in any case; refuses others with the nearest one. */
  static <T> T parse(String what, String text, List<String> names, T[] values) {
    int at = names.indexOf(text.toLowerCase(Locale.ROOT));
    if (at < 0) {
      throw new IllegalArgumentException(Problems.unknown(what, text, names, names));
    }
    return values[at];
  }
}
