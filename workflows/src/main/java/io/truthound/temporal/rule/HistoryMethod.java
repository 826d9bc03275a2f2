package io.truthound.temporal.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Says how far a figure may lie from those of the runs before. */
public enum HistoryMethod {
  /** Between the lowest and the highest of them; takes no threshold. */
  RANGE,
  /** Not further from their mean than the threshold. */
  ABSOLUTE,
  /** Not further from their mean than that share of it. */
  RELATIVE,
  /** Not further from their mean than so many of their standard deviations (n - 1). */
  STD;

  static final List<String> NAMES = Arrays.stream(values()).map(HistoryMethod::text).toList();

  /** Returns the method of that name, in any case. */
  public static HistoryMethod parse(String text) {
    return Names.parse("method", text, NAMES, values());
  }

  /** Returns the name in lower case, as it stands on the wire. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
