package io.truthound.temporal.rule;

import org.jspecify.annotations.Nullable;

/**
 * Fails where the mean of a column's finite numbers lies outside bounds, or there is none.
 *
 * @param column name of the column; not empty
 * @param min lowest value, or null for none
 * @param max highest value, or null for none; one of both is needed
 * @param severity what a failure means
 * @param name the user's own name for the rule, if any
 */
public record Mean(
    String column,
    @Nullable Object min,
    @Nullable Object max,
    Severity severity,
    @Nullable String name)
    implements AggregateRule {

  /** The name of this type of rule. */
  public static final String TYPE = "mean";

  public Mean {
    column = Checks.column(TYPE, "column", column);
    min = Literals.optionalBound(TYPE, "min", min);
    max = Literals.optionalBound(TYPE, "max", max);
    Checks.range(TYPE, min, max, false, false);
    Checks.name(TYPE, name);
  }

  public Mean(String column, @Nullable Object min, @Nullable Object max) {
    this(column, min, max, Severity.ERROR, null);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public <R> R accept(AggregateRule.Visitor<R> visitor) {
    return visitor.mean(this);
  }
}
