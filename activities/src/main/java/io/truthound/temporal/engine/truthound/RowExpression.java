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

  /** Returns the condition that it is true: neither false, nor null, nor failing to evaluate. */
  String isTrue(Function<String, ColumnSql> columns) {
    return expression.holds(name -> columns.apply(name).value());
  }

  /** Returns the condition that it is false, or fails to evaluate; null is neither. */
  String isBroken(Function<String, ColumnSql> columns) {
    return "NOT (" + expression.passes(name -> columns.apply(name).value()) + ")";
  }
}
