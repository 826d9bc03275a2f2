package io.truthound.temporal.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fails where the number of distinct values of a column lies outside bounds. It is counted, and
 * costs more than the estimate of {@link DistinctCount}.
 *
 * @param column name of the column; not empty
 * @param min fewest distinct values, or null for none
 * @param max most distinct values, or null for none; one of both is needed
 * @param severity what a failure means
 * @param name the user's own name for the rule, if any
 */
public record ExactDistinctCount(
    String column, @Nullable Long min, @Nullable Long max, Severity severity, @Nullable String name)
    implements KeyRule {

  public ExactDistinctCount {
    column = Checks.column(DistinctCount.TYPE, "column", column);
    Checks.bounds(DistinctCount.TYPE, "min", min, "max", max);
    Checks.name(DistinctCount.TYPE, name);
  }

  public ExactDistinctCount(String column, @Nullable Long min, @Nullable Long max) {
    this(column, min, max, Severity.ERROR, null);
  }

  /** Returns the name that it shares with the estimate. */
  @Override
  public String type() {
    return DistinctCount.TYPE;
  }

  @Override
  public List<String> columns() {
    return List.of(column);
  }

  @Override
  public <R> R accept(KeyRule.Visitor<R> visitor) {
    return visitor.distinctCount(this);
  }
}
