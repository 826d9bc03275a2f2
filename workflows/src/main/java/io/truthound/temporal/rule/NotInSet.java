package io.truthound.temporal.rule;

import java.util.List;

/**
 * Fails rows whose value is among the given ones. Evaluates rows that are not null.
 *
 * @param column name of the column; not empty
 * @param values at least one; each a String, a Boolean or a number, numbers kept as BigDecimal
 * @param options severity, name, tolerance and {@code where}
 */
public record NotInSet(String column, List<Object> values, RowOptions options) implements RowRule {

  /** The name of this type of rule. */
  public static final String TYPE = "not_in_set";

  public NotInSet {
    column = Checks.column(TYPE, "column", column);
    values = Literals.values(TYPE, "values", values);
  }

  public NotInSet(String column, List<Object> values) {
    this(column, values, RowOptions.DEFAULT);
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
  public NotInSet withOptions(RowOptions options) {
    return new NotInSet(column, values, options);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.notInSet(this);
  }
}
