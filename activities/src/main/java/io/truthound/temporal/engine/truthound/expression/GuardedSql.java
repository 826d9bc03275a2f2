package io.truthound.temporal.engine.truthound.expression;

import io.truthound.temporal.engine.truthound.expression.Node.Cast;
import io.truthound.temporal.engine.truthound.expression.Node.Form;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes a tree as SQL in which casts and divisions give null where they would raise. {@link
 * RaiseFlag} tells those nulls from others.
 */
final class GuardedSql extends PlainSql {

  private static final Set<String> MOVED = Set.of("+", "-", "*");

  GuardedSql(Function<String, String> columnSql) {
    super(columnSql);
  }

  static boolean mayRaise(Cast cast) {
    return !cast.tries() && !cast.type().equals("VARCHAR");
  }

  static boolean divides(Form form) {
    return form.operands().size() == 2
        && (form.name().equals("//") || form.name().equals("%") || form.name().equals("mod"));
  }

  @Override
  public String cast(Cast cast) {
    return super.cast(mayRaise(cast) ? new Cast(cast.child(), cast.type(), true) : cast);
  }

  /** Keeps a condition's operands from being skipped or reordered by DuckDB's filters. */
  @Override
  String condition(String sql) {
    return "coalesce(" + sql + ", FALSE)";
  }

  /**
   * Keeps DuckDB from making {@code x + 6 < 10} {@code x < 4}, which does not raise where the sum
   * would.
   */
  @Override
  String assemble(Form form, List<String> operands) {
    if (divides(form)) {
      return super.assemble(form, List.of(operands.get(0), "nullif(" + operands.get(1) + ", 0)"));
    }
    String sql = super.assemble(form, operands);
    return operands.size() == 2 && MOVED.contains(form.name())
        ? "coalesce(" + sql + ", NULL)"
        : sql;
  }
}
