package io.truthound.temporal.rule;

import java.util.List;

/**
 * Fails rows whose value is null while a condition is true. Evaluates rows where the condition is
 * true. What the condition says is not checked here.
 *
 * @param column name of the column; not empty
 * @param condition a boolean SQL expression over the row; not blank
 * @param options severity, name, tolerance and {@code where}
 */
public record ConditionalNull(String column, String condition, RowOptions options)
    implements RowRule {

  /** The name of this type of rule. */
  public static final String TYPE = "conditional_null";

  public ConditionalNull {
    column = Checks.column(TYPE, "column", column);
    Checks.text(TYPE, "condition", condition);
  }

  public ConditionalNull(String column, String condition) {
    this(column, condition, RowOptions.DEFAULT);
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
  public ConditionalNull withOptions(RowOptions options) {
    return new ConditionalNull(column, condition, options);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.conditionalNull(this);
  }
}
