package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.engine.KeyTypes;
import io.truthound.temporal.rule.PairOperator;

/**
 * Compares two columns. DuckDB brings two exact numbers to one type first, and fails where a whole
 * part and a fraction together have more than 38 digits; here that is an answer, too.
 */
final class PairComparison {
  private PairComparison() {}

  /** Returns the condition that a comparison of two values is false; neither is null. */
  static String broken(String a, DataType typeA, PairOperator op, String b, DataType typeB) {
    if (!overflows(typeA, typeB)) {
      return "NOT (" + a + " " + sql(op) + " " + b + ")";
    }
    boolean fractionIsOfA =
        typeB.kind() != Kind.DECIMAL
            || (typeA.kind() == Kind.DECIMAL && typeA.scale() >= typeB.scale());
    return fractionIsOfA
        ? "NOT " + withFraction(a, typeA, op, b)
        : "NOT " + withFraction(b, typeB, turned(op), a);
  }

  private static boolean overflows(DataType a, DataType b) {
    boolean exact = a.numeric() && b.numeric() && !a.floating() && !b.floating();
    boolean decimal = a.kind() == Kind.DECIMAL || b.kind() == Kind.DECIMAL;
    return exact && decimal && KeyTypes.common(a, b).isEmpty();
  }

  /**
   * Compares a number that has the longer fraction. One that does not fit beside that fraction is
   * farther from zero than it, so that its sign decides.
   */
  private static String withFraction(String x, DataType type, PairOperator op, String wide) {
    String common = Sql.type(DataType.decimal(DataType.MAX_PRECISION, type.scale()));
    return "coalesce(CAST(%s AS %s) %s try_cast(%s AS %s), 0 %s %s)"
        .formatted(x, common, sql(op), wide, common, sql(op), wide);
  }

  private static PairOperator turned(PairOperator op) {
    return switch (op) {
      case EQUAL, NOT_EQUAL -> op;
      case LESS -> PairOperator.GREATER;
      case LESS_OR_EQUAL -> PairOperator.GREATER_OR_EQUAL;
      case GREATER -> PairOperator.LESS;
      case GREATER_OR_EQUAL -> PairOperator.LESS_OR_EQUAL;
    };
  }

  private static String sql(PairOperator op) {
    return switch (op) {
      case EQUAL -> "=";
      case NOT_EQUAL -> "<>";
      case LESS -> "<";
      case LESS_OR_EQUAL -> "<=";
      case GREATER -> ">";
      case GREATER_OR_EQUAL -> ">=";
    };
  }
}
