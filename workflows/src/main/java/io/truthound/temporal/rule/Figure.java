package io.truthound.temporal.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Names what is measured of a dataset in every run: by the type of the rule that measures it. */
public enum Figure {
  ROW_COUNT,
  COMPLETENESS_RATIO,
  MEAN,
  STD,
  SUM,
  MIN,
  MAX,
  MEDIAN,
  QUANTILE,
  DISTINCT_COUNT;

  static final List<String> NAMES = Arrays.stream(values()).map(Figure::text).toList();

  /** Returns the figure of that name, in any case. */
  public static Figure parse(String text) {
    return Names.parse("figure", text, NAMES, values());
  }

  /** Returns the name in lower case: the type of the rule that measures it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Says whether it is measured of a column. */
  public boolean ofColumn() {
    return this != ROW_COUNT;
  }

  /** Says whether it is a whole number. */
  public boolean counts() {
    return this == ROW_COUNT || this == DISTINCT_COUNT;
  }

  /** Says whether only numbers have it. */
  public boolean ofNumbers() {
    return ofColumn() && this != COMPLETENESS_RATIO && this != DISTINCT_COUNT;
  }
}
