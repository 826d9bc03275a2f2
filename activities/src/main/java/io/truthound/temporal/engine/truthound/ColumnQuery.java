package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ColumnState;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Writes the query that measures a column, and understands its answer. Nothing in it is rounded.
 */
interface ColumnQuery {

  /**
   * Returns the query.
   *
   * @param values a relation with the column's values that are not null, as {@code x}
   */
  String over(String values);

  /** Reads a row of the answer. */
  ColumnState state(ResultSet row) throws SQLException;

  static ColumnQuery of(ColumnNeeds needs) {
    if (needs.type().floating()) {
      return new FloatQuery(needs);
    }
    if (needs.type().numeric()) {
      return new ExactQuery(needs);
    }
    return needs.type().temporal() ? new TimeQuery(needs) : new CountQuery(needs);
  }
}
