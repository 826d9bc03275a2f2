package io.truthound.temporal.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fails where a key occurs again: each occurrence beyond the first is a failing row.
 *
 * @param columns names of the columns that make the key, at least one
 * @param tolerance how many rows may fail
 * @param severity what a failure means
 * @param name the user's own name for the rule, if any
 */
public record Unique(
    List<String> columns, Tolerance tolerance, Severity severity, @Nullable String name)
    implements KeyRule {

  /** The name of this type of rule. */
  public static final String TYPE = "unique";

  public Unique {
    columns = Checks.keyColumns(TYPE, "column", columns);
    Checks.given(TYPE, "tolerance", tolerance);
    Checks.name(TYPE, name);
  }

  /** Lets no key of these columns occur twice. */
  public Unique(String... columns) {
    this(List.of(columns), Tolerance.STRICT, Severity.ERROR, null);
  }

  /**
   * Returns the same rule, which is kept where at least this share of the keys is no repetition.
   *
   * @param share 0 to 1 in decimal digits, such as {@code "0.95"}: compared exactly
   */
  public Unique mostly(String share) {
    return new Unique(columns, tolerance.withMostly(share), severity, name);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public <R> R accept(KeyRule.Visitor<R> visitor) {
    return visitor.unique(this);
  }
}
