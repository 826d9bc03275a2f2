package io.truthound.temporal.engine.truthound.expression;

import io.truthound.temporal.engine.truthound.expression.Node.Case;
import io.truthound.temporal.engine.truthound.expression.Node.Cast;
import io.truthound.temporal.engine.truthound.expression.Node.Column;
import io.truthound.temporal.engine.truthound.expression.Node.Form;
import io.truthound.temporal.engine.truthound.expression.Node.Literal;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a condition that is true where a cast or a division would have raised, and never null.
 * AND, OR, CASE and COALESCE decide from left to right: what they do not reach does not raise.
 * Gives an empty string where nothing in the tree can raise.
 */
final class RaiseFlag implements Node.Visitor<String> {

  private static final String NEVER = "";

  private final GuardedSql values;

  RaiseFlag(GuardedSql values) {
    this.values = values;
  }

  private String flag(Node node) {
    return node.accept(this);
  }

  @Override
  public String column(Column column) {
    return NEVER;
  }

  @Override
  public String literal(Literal literal) {
    return NEVER;
  }

  @Override
  public String cast(Cast cast) {
    String inner = flag(cast.child());
    if (!GuardedSql.mayRaise(cast)) {
      return inner;
    }
    String child = values.write(cast.child());
    return either(inner, "((" + values.write(cast) + " IS NULL) AND (" + child + " IS NOT NULL))");
  }

  @Override
  public String conditional(Case conditional) {
    List<String> steps = new ArrayList<>();
    boolean raises = false;
    for (Case.Branch branch : conditional.branches()) {
      String condition = flag(branch.condition());
      String value = flag(branch.value());
      raises |= !condition.isEmpty() || !value.isEmpty();
      if (!condition.isEmpty()) {
        steps.add(" WHEN " + condition + " THEN TRUE");
      }
      steps.add(
          " WHEN "
              + values.condition(values.write(branch.condition()))
              + " THEN "
              + orFalse(value));
    }
    String otherwise = flag(conditional.otherwise());
    raises |= !otherwise.isEmpty();
    return raises
        ? "CASE" + String.join("", steps) + " ELSE " + orFalse(otherwise) + " END"
        : NEVER;
  }

  @Override
  public String form(Form form) {
    return switch (form.name()) {
      case "AND" -> reached(form, operand -> "(NOT coalesce(" + operand + ", TRUE))");
      case "OR" -> reached(form, operand -> "coalesce(" + operand + ", FALSE)");
      case "coalesce" -> reached(form, operand -> "(" + operand + " IS NOT NULL)");
      default -> eager(form);
    };
  }

  private String eager(Form form) {
    String flag = NEVER;
    for (Node operand : form.operands()) {
      flag = either(flag, flag(operand));
    }
    if (!GuardedSql.divides(form)) {
      return flag;
    }
    List<String> operands = values.writeAll(form.operands());
    String byZero =
        "coalesce((" + operands.get(0) + " IS NOT NULL) AND (" + operands.get(1) + " = 0), FALSE)";
    return either(flag, byZero);
  }

  /** Says what ends the walk from left to right once an operand's value is known. */
  private interface Ending {
    String after(String operand);
  }

  private String reached(Form form, Ending ending) {
    List<String> flags = form.operands().stream().map(this::flag).toList();
    int last = flags.size() - 1;
    while (last >= 0 && flags.get(last).isEmpty()) {
      last--;
    }
    if (last < 0) {
      return NEVER;
    }
    StringBuilder sql = new StringBuilder("CASE");
    for (int i = 0; i <= last; i++) {
      if (!flags.get(i).isEmpty()) {
        sql.append(" WHEN ").append(flags.get(i)).append(" THEN TRUE");
      }
      if (i < last) {
        String operand = values.write(form.operands().get(i));
        sql.append(" WHEN ").append(ending.after(operand)).append(" THEN FALSE");
      }
    }
    return sql.append(" ELSE FALSE END").toString();
  }

  private static String either(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one + other;
    }
    return "(" + one + " OR " + other + ")";
  }

  private static String orFalse(String flag) {
    return flag.isEmpty() ? "FALSE" : flag;
  }
}
