package io.truthound.temporal.engine.truthound.expression;

import io.truthound.temporal.engine.truthound.expression.Node.Case;
import io.truthound.temporal.engine.truthound.expression.Node.Cast;
import io.truthound.temporal.engine.truthound.expression.Node.Column;
import io.truthound.temporal.engine.truthound.expression.Node.Form;
import io.truthound.temporal.engine.truthound.expression.Node.Literal;
import java.util.List;
import java.util.function.Function;

/** Writes a tree as SQL that means what the user wrote, fully in parentheses. */
class PlainSql implements Node.Visitor<String> {

  private final Function<String, String> columnSql;

  PlainSql(Function<String, String> columnSql) {
    this.columnSql = columnSql;
  }

  final String write(Node node) {
    return node.accept(this);
  }

  final List<String> writeAll(List<Node> nodes) {
    return nodes.stream().map(this::write).toList();
  }

  @Override
  public final String column(Column column) {
    return columnSql.apply(column.name());
  }

  @Override
  public final String literal(Literal literal) {
    return literal.sql();
  }

  @Override
  public String cast(Cast cast) {
    String name = cast.tries() ? "TRY_CAST(" : "CAST(";
    return name + write(cast.child()) + " AS " + cast.type() + ")";
  }

  @Override
  public final String conditional(Case conditional) {
    StringBuilder sql = new StringBuilder("CASE");
    for (Case.Branch branch : conditional.branches()) {
      sql.append(" WHEN ").append(condition(write(branch.condition())));
      sql.append(" THEN ").append(write(branch.value()));
    }
    return sql.append(" ELSE ").append(write(conditional.otherwise())).append(" END").toString();
  }

  String condition(String sql) {
    return sql;
  }

  @Override
  public final String form(Form form) {
    return assemble(form, writeAll(form.operands()));
  }

  String assemble(Form form, List<String> operands) {
    String name = form.name();
    String first = operands.isEmpty() ? "" : operands.get(0);
    return switch (form.shape()) {
      case INFIX -> "(" + String.join(" " + name + " ", operands) + ")";
      case PREFIX -> "(" + name + " " + first + ")";
      case POSTFIX -> "(" + first + " " + name + ")";
      case BETWEEN -> "(" + first + " BETWEEN " + operands.get(1) + " AND " + operands.get(2) + ")";
      case IN -> "(" + first + " IN (" + rest(operands) + "))";
      case CALL -> name + "(" + String.join(", ", operands) + ")";
    };
  }

  private static String rest(List<String> operands) {
    return String.join(", ", operands.subList(1, operands.size()));
  }
}
