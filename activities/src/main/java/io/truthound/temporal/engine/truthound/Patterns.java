package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.rule.RegexMatch;

/** Writes RE2 pattern matches. */
final class Patterns {
  private Patterns() {}

  /** Returns the condition that a pattern matches all of a value, somewhere in it, or its start. */
  static String matches(String value, String pattern, RegexMatch match) {
    return switch (match) {
      case FULL -> "regexp_full_match(" + value + ", " + Sql.text(pattern) + ")";
      case SEARCH -> "regexp_matches(" + value + ", " + Sql.text(pattern) + ")";
      case PREFIX -> "regexp_matches(" + value + ", " + Sql.text("\\A(?:" + pattern + ")") + ")";
    };
  }
}
