package io.truthound.temporal.rule;

import org.jspecify.annotations.Nullable;

/**
 * Fails where the number of distinct values of a column lies outside bounds. It is estimated; few
 * distinct values are counted exactly. {@link ExactDistinctCount} counts all of them.
 *
 * @param column name of the column; not empty
 * @param min fewest distinct values, or null for none
 * @param max most distinct values, or null for none; one of both is needed
 * @param approximate must be true: says that an estimate will do
 * @param severity what a failure means
 * @param name the user's own name for the rule, if any
 */
public record DistinctCount(
    String column,
    @Nullable Long min,
    @Nullable Long max,
    boolean approximate,
    Severity severity,
    @Nullable String name)
    implements AggregateRule {

  /** The name of this type of rule. */
  public static final String TYPE = "distinct_count";

  public DistinctCount {
    column = Checks.column(TYPE, "column", column);
    Checks.bounds(TYPE, "min", min, "max", max);
    if (!approximate) {
      throw Checks.refused(TYPE, "approximate", false, "true: this count is an estimate");
    }
    Checks.name(TYPE, name);
  }

  public DistinctCount(String column, @Nullable Long min, @Nullable Long max) {
    this(column, min, max, true, Severity.ERROR, null);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public <R> R accept(AggregateRule.Visitor<R> visitor) {
    return visitor.distinctCount(this);
  }
}
