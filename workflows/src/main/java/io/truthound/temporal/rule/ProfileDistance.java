package io.truthound.temporal.rule;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fails where a column's values lie too far from a distribution: what planning makes of a {@link
 * Drift}. Users cannot write it.
 *
 * @param column name of the column; not empty
 * @param method how the distance is measured
 * @param threshold the greatest distance
 * @param from of numbers the lower end of the first bin; null for other values
 * @param to the upper end of the last bin
 * @param whole whether only whole numbers were counted, so that a bin holds as many of them as the
 *     others
 * @param values of other values those that are told apart; empty for numbers
 * @param counts how many numbers lay in each bin, which are of one width; or how often each value
 *     stood there, and last how many others there were
 * @param severity what a failure means
 * @param name the user's own name for the rule, if any
 */
public record ProfileDistance(
    String column,
    DriftMethod method,
    BigDecimal threshold,
    @Nullable BigDecimal from,
    @Nullable BigDecimal to,
    boolean whole,
    List<String> values,
    List<Long> counts,
    Severity severity,
    @Nullable String name)
    implements AggregateRule {

  /** The name of this type of rule. */
  public static final String TYPE = "profile_distance";

  public ProfileDistance {
    column = Checks.column(TYPE, "column", column);
    threshold = Checks.amount(TYPE, "threshold", threshold);
    values = List.copyOf(values);
    counts = List.copyOf(counts);
    boolean ofNumbers = from != null && to != null && values.isEmpty() && !counts.isEmpty();
    boolean ofValues = from == null && to == null && counts.size() == values.size() + 1;
    if (!ofNumbers && !ofValues) {
      throw InvalidRuleException.of(TYPE, "needs bins, or values, and a count of each");
    }
    for (Long count : counts) {
      Checks.notNegative(TYPE, "counts", count);
    }
    Checks.name(TYPE, name);
  }

  /** Says whether numbers are counted in bins; else values, each by itself. */
  public boolean ofNumbers() {
    return from != null;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public <R> R accept(AggregateRule.Visitor<R> visitor) {
    return visitor.profileDistance(this);
  }
}
