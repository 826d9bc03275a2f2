package io.truthound.temporal.engine.truthound.expression;

import io.truthound.temporal.engine.truthound.expression.Node.Case;
import io.truthound.temporal.engine.truthound.expression.Node.Cast;
import io.truthound.temporal.engine.truthound.expression.Node.Column;
import io.truthound.temporal.engine.truthound.expression.Node.Form;
import io.truthound.temporal.engine.truthound.expression.Node.Literal;

/**
 * Tells which trees may raise on some row. All may, casts that DuckDB adds by itself included, but
 * for those built of null tests of columns.
 */
final class CanFail implements Node.Visitor<Boolean> {

  private CanFail() {}

  static boolean test(Node node) {
    return node.accept(new CanFail());
  }

  @Override
  public Boolean column(Column column) {
    return true; // as a condition it may be text that DuckDB casts to boolean
  }

  @Override
  public Boolean literal(Literal literal) {
    return literal.kind() != Literal.Kind.BOOLEAN && literal.kind() != Literal.Kind.NULL;
  }

  @Override
  public Boolean cast(Cast cast) {
    return true;
  }

  @Override
  public Boolean conditional(Case conditional) {
    return true;
  }

  @Override
  public Boolean form(Form form) {
    return switch (form.name()) {
      case "IS NULL", "IS NOT NULL" -> !(form.operands().get(0) instanceof Column);
      case "AND", "OR", "NOT" -> form.operands().stream().anyMatch(CanFail::test);
      default -> true;
    };
  }
}
