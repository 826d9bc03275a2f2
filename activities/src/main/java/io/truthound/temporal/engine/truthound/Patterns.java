package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.rule.RegexMatch;

/** Writes RE2 pattern matches. */
final class Patterns {
  private Patterns() {}

  /** Returns the condition that a pattern matches all of a value, somewhere in it, or its start. */
  static String matches(String value, String pattern, RegexMatch match) {
    return switch (match) {
      case FULL -> full(value, pattern);
      case SEARCH -> "regexp_matches(" + value + ", " + Sql.text(pattern) + ")";
      case PREFIX -> "regexp_matches(" + value + ", " + Sql.text("\\A(?:" + pattern + ")") + ")";
    };
  }

  /** An anchored search is the faster of two ways that say the same. */
  private static String full(String value, String pattern) {
    // What a \Q opens and no \E closes would swallow the anchor.
    return pattern.contains("\\Q")
        ? "regexp_full_match(" + value + ", " + Sql.text(pattern) + ")"
        : "regexp_matches(" + value + ", " + Sql.text("\\A(?:" + pattern + ")\\z") + ")";
  }
}
