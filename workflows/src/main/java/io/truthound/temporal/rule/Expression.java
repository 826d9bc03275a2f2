package io.truthound.temporal.rule;

import java.util.List;

/**
 * Fails rows for which an expression is false; null counts as passed. Evaluates every row. What the
 * expression says is not checked here.
 *
 * @param expression a boolean SQL expression over the row; not blank
 * @param options severity, name, tolerance and {@code where}
 */
public record Expression(String expression, RowOptions options) implements RowRule {

  /** The name of this type of rule. */
  public static final String TYPE = "expression";

  public Expression {
    Checks.text(TYPE, "expression", expression);
  }

  public Expression(String expression) {
    this(expression, RowOptions.DEFAULT);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<String> columns() {
    return List.of();
  }

  @Override
  public Expression withOptions(RowOptions options) {
    return new Expression(expression, options);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.expression(this);
  }
}
