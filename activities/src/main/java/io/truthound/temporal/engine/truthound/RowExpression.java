package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.engine.truthound.expression.SafeExpression;
import io.truthound.temporal.reader.ColumnSql;
import java.util.List;
import java.util.function.Function;

/**
 * A user's boolean expression over the columns of a row, accepted and ready to be emitted.
 *
 * @param expression the expression, parsed and walked
 */
record RowExpression(SafeExpression expression) {

  /** Returns the dataset's columns that it reads, in the order of first use. */
  List<String> columns() {
    return expression.columns();
  }

  /** Returns the condition that it is true, or fails to evaluate; it is never null. */
  String selects(Function<String, ColumnSql> columns) {
    String holds = expression.holds(name -> columns.apply(name).value());
    return expression.canFail() ? holds + " OR " + fails(columns) : holds;
  }

  /** Returns the condition that it fails to evaluate; it is never null. */
  String fails(Function<String, ColumnSql> columns) {
    return expression.raises(name -> columns.apply(name).value());
  }

  /** Says whether a row may make it fail. */
  boolean canFail() {
    return expression.canFail();
  }

  /** Returns the condition that it is false, or fails to evaluate; null is neither. */
  String isBroken(Function<String, ColumnSql> columns) {
    return "NOT (" + expression.passes(name -> columns.apply(name).value()) + ")";
  }
}
