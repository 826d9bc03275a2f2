package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ColumnProfileState;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Finds out what rows say of a column. Both ways lead to the same bytes once everything is merged:
 * what a value counts for is worked out by the same SQL.
 */
interface ColumnProfiler {
  /** Values that are counted each, and what may stand beside them: null, NaN, two infinities. */
  int MOST_GROUPS = 4_096 + 4;

  /** What cuts an answer off that has one group more. */
  String LIMIT = " LIMIT " + (MOST_GROUPS + 1);

  /** Counts each value; nothing where there are too many different ones for that. */
  Optional<ColumnProfileState> few() throws SQLException, ScanCancelledException;

  /**
   * Counts more different values than are counted each.
   *
   * @param highestHash no hash above it counts
   */
  ColumnProfileState many(long highestHash) throws SQLException, ScanCancelledException;

  static ColumnProfiler of(ColumnRows rows) {
    ColumnNeeds needs = rows.needs();
    if (needs.type().floating()) {
      return new FloatProfiler(rows);
    }
    if (needs.type().numeric()) {
      return new ExactProfiler(rows);
    }
    if (needs.type().temporal()) {
      return new TimeProfiler(rows);
    }
    return needs.measuresLengths() ? new TextProfiler(rows) : new PlainProfiler(rows);
  }
}
