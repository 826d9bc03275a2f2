package io.truthound.temporal.rule;

import java.util.List;

/**
 * Fails rows whose value is not strictly greater than the given one; NaN fails. Evaluates rows that
 * are not null.
 *
 * @param column name of the column; not empty
 * @param value a number, kept as BigDecimal, or text that the column's type explains
 * @param options severity, name, tolerance and {@code where}
 */
public record GreaterThan(String column, Object value, RowOptions options) implements RowRule {

  /** The name of this type of rule. */
  public static final String TYPE = "greater_than";

  public GreaterThan {
    column = Checks.column(TYPE, "column", column);
    value = Literals.bound(TYPE, "value", value);
  }

  public GreaterThan(String column, Object value) {
    this(column, value, RowOptions.DEFAULT);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<String> columns() {
    return List.of(column);
  }

  @Override
  public GreaterThan withOptions(RowOptions options) {
    return new GreaterThan(column, value, options);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.greaterThan(this);
  }
}
