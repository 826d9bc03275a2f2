package io.truthound.temporal.rule;

import org.jspecify.annotations.Nullable;

/**
 * Says what all row rules can say beside their parameters.
 *
 * @param severity what a broken rule means
 * @param name the user's own name for the rule, or null
 * @param tolerance how many rows may fail
 * @param where a boolean SQL expression; only rows where it is true are evaluated; null for all
 */
public record RowOptions(
    Severity severity, @Nullable String name, Tolerance tolerance, @Nullable String where) {

  /** Severity error, no name, no failing row allowed, every row evaluated. */
  public static final RowOptions DEFAULT =
      new RowOptions(Severity.ERROR, null, Tolerance.STRICT, null);

  public RowOptions {
    if (severity == null || tolerance == null) {
      throw InvalidRuleException.of(null, "severity and tolerance are needed");
    }
    Checks.name(null, name);
    if (where != null) {
      Checks.text(null, "where", where);
    }
  }

  public RowOptions withSeverity(Severity severity) {
    return new RowOptions(severity, name, tolerance, where);
  }

  public RowOptions withName(@Nullable String name) {
    return new RowOptions(severity, name, tolerance, where);
  }

  public RowOptions withTolerance(Tolerance tolerance) {
    return new RowOptions(severity, name, tolerance, where);
  }

  public RowOptions withWhere(@Nullable String where) {
    return new RowOptions(severity, name, tolerance, where);
  }
}
