package io.truthound.temporal.rule;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Fails where the newest date or timestamp of a column is older than an age when the batch begins,
 * or there is none. A date stands for its first instant; what has no offset is in UTC.
 *
 * @param column name of the column; not empty
 * @param maxAge the greatest age; more than zero
 * @param severity what a failure means
 * @param name the user's own name for the rule, if any
 */
public record Freshness(String column, Duration maxAge, Severity severity, @Nullable String name)
    implements AggregateRule {

  /** The name of this type of rule. */
  public static final String TYPE = "freshness";

  public Freshness {
    column = Checks.column(TYPE, "column", column);
    Ages.positive(TYPE, "max_age", maxAge);
    Checks.name(TYPE, name);
  }

  public Freshness(String column, Duration maxAge) {
    this(column, maxAge, Severity.ERROR, null);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public <R> R accept(AggregateRule.Visitor<R> visitor) {
    return visitor.freshness(this);
  }
}
