package io.truthound.temporal.engine.truthound.expression;

import io.truthound.temporal.engine.truthound.expression.Node.Case;
import io.truthound.temporal.engine.truthound.expression.Node.Cast;
import io.truthound.temporal.engine.truthound.expression.Node.Column;
import io.truthound.temporal.engine.truthound.expression.Node.Form;
import io.truthound.temporal.engine.truthound.expression.Node.Literal;

/**
 * Counts how often a part of a tree doubles when DuckDB binds it. {@code nullif} is a macro there
 * that writes its first operand twice, and {@link GuardedSql} puts every divisor into one:
 * unbounded nesting of either takes memory without limit.
 */
final class Doublings implements Node.Visitor<Integer> {

  static final int MOST = 4;

  private Doublings() {}

  static int deepest(Node node) {
    return node.accept(new Doublings());
  }

  @Override
  public Integer column(Column column) {
    return 0;
  }

  @Override
  public Integer literal(Literal literal) {
    return 0;
  }

  @Override
  public Integer cast(Cast cast) {
    return deepest(cast.child());
  }

  @Override
  public Integer conditional(Case conditional) {
    int deepest = deepest(conditional.otherwise());
    for (Case.Branch branch : conditional.branches()) {
      deepest = Math.max(deepest, deepest(branch.condition()));
      deepest = Math.max(deepest, deepest(branch.value()));
    }
    return deepest;
  }

  @Override
  public Integer form(Form form) {
    int doubled = form.name().equals("nullif") ? 0 : GuardedSql.divides(form) ? 1 : -1;
    int deepest = 0;
    for (int i = 0; i < form.operands().size(); i++) {
      deepest = Math.max(deepest, deepest(form.operands().get(i)) + (i == doubled ? 1 : 0));
    }
    return deepest;
  }
}
