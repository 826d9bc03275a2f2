package io.truthound.temporal.rule;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Fails where a quantile of a column's numbers lies outside bounds, or there is none. NaN is left
 * out.
 *
 * @param column name of the column; not empty
 * @param q share of the values below it, 0 to 1
 * @param min lowest value, or null for none
 * @param max highest value, or null for none; one of both is needed
 * @param severity what a failure means
 * @param name the user's own name for the rule, if any
 */
public record Quantile(
    String column,
    BigDecimal q,
    @Nullable Object min,
    @Nullable Object max,
    Severity severity,
    @Nullable String name)
    implements AggregateRule {

  /** The name of this type of rule. */
  public static final String TYPE = "quantile";

  public Quantile {
    column = Checks.column(TYPE, "column", column);
    q = Checks.share(TYPE, "q", q);
    min = Literals.optionalBound(TYPE, "min", min);
    max = Literals.optionalBound(TYPE, "max", max);
    Checks.range(TYPE, min, max, false, false);
    Checks.name(TYPE, name);
  }

  public Quantile(String column, BigDecimal q, @Nullable Object min, @Nullable Object max) {
    this(column, q, min, max, Severity.ERROR, null);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public <R> R accept(AggregateRule.Visitor<R> visitor) {
    return visitor.quantile(this);
  }
}
