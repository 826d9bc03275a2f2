package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.rule.MixedType;
import io.truthound.temporal.state.Looks.Look;

/**
 * Tells what a text {@code x} looks like, as the number of a {@link Look}. What costs little is
 * asked first: most texts look like nothing, and no pattern is tried on them.
 */
final class TextLooks {
  /**
   * No pattern: most texts with an @ are addresses, and a pattern costs as much as all the rest.
   */
  private static final String EMAIL =
      "x LIKE '%_@_%._%' AND x NOT LIKE '%@%@%' AND NOT contains(x, ' ')";

  private static final String URL = "(?i:https?|ftp)://[^[:space:]]+";
  private static final String DATE =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}"
          + "([ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?";
  private static final String UUID =
      "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

  /** The characters that a blank text may have. */
  private static final String SPACE = "' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13)";

  /** The expression. Characters up to the blank come before {@code !}, digits before {@code :}. */
  static final String SQL =
      "CASE WHEN x < '!' THEN CASE WHEN ltrim(x, "
          + SPACE
          + ") = '' THEN "
          + Look.BLANK.number()
          + " ELSE 0 END"
          + " WHEN contains(x, '@') THEN CASE"
          + " WHEN "
          + EMAIL
          + " THEN "
          + Look.EMAIL.number()
          + when(URL, Look.URL)
          + " ELSE 0 END WHEN contains(x, '://') THEN CASE"
          + when(URL, Look.URL)
          + " ELSE 0 END WHEN x < ':' THEN CASE"
          + when(MixedType.NUMBER, Look.NUMBER)
          + " WHEN regexp_full_match(x, "
          + Sql.text(DATE)
          + ") THEN CASE WHEN try_cast(left(x, 10) AS DATE) IS NOT NULL THEN "
          + Look.DATE.number()
          + " ELSE 0 END"
          + when(UUID, Look.UUID)
          + " ELSE 0 END WHEN strlen(x) = 36 THEN CASE"
          + when(UUID, Look.UUID)
          + " ELSE 0 END ELSE 0 END";

  private TextLooks() {}

  /** Returns a condition that text has anything but space. */
  static String notBlank(String text) {
    return "CASE WHEN "
        + text
        + " < '!' THEN ltrim("
        + text
        + ", "
        + SPACE
        + ") <> '' ELSE TRUE END";
  }

  private static String when(String pattern, Look look) {
    return " WHEN regexp_full_match(x, " + Sql.text(pattern) + ") THEN " + look.number();
  }
}
