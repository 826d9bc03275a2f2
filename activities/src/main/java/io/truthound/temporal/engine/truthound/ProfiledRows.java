package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.ProfilePlan.ProfiledColumn;
import io.truthound.temporal.reader.ColumnSql;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ColumnProfileState;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Profiles columns of an open source, one at a time. */
record ProfiledRows(OpenSource open, DuckDb db, ScanWatch watch) {

  /** Returns what some rows say of a column. */
  ColumnProfileState profile(ColumnNeeds needs, ProfiledColumn planned, RowRange rows)
      throws SQLException, ScanCancelledException {
    ColumnProfiler profiler = ColumnProfiler.of(rows(needs, rows));
    Optional<ColumnProfileState> few = planned.many() ? Optional.empty() : profiler.few();
    Long highest = planned.highestHash();
    ColumnProfileState state =
        few.isPresent() ? few.get() : profiler.many(highest == null ? Long.MAX_VALUE : highest);
    return withInconvertible(withFiner(state, needs, rows), needs, rows);
  }

  /** Timestamps are profiled to the microsecond; here those are counted that it cuts short. */
  private ColumnProfileState withFiner(ColumnProfileState state, ColumnNeeds needs, RowRange rows)
      throws SQLException, ScanCancelledException {
    if (needs.type().kind() != DataType.Kind.TIMESTAMP) {
      return state;
    }
    ColumnRows timestamps = rows(needs, rows);
    boolean nanoseconds =
        timestamps.ask("SELECT typeof(x) FROM %s LIMIT 1", row -> row.getString(1)).stream()
            .anyMatch("TIMESTAMP_NS"::equals);
    return nanoseconds
        ? state.withFiner(
            timestamps
                .ask(
                    "SELECT count_if(isfinite(x) AND epoch_ns(x) % 1000 <> 0) FROM %s",
                    row -> row.getLong(1))
                .get(0))
        : state;
  }

  /** Returns what can be asked about a column. */
  ColumnRows rows(ColumnNeeds needs, RowRange rows) {
    String values =
        "(SELECT %s AS x FROM %s WHERE %s)"
            .formatted(
                open.column(needs.column()).value(),
                open.relation(List.of(needs.column()), rows),
                open.within(rows));
    return new ColumnRows(needs, db, watch, values);
  }

  private ColumnProfileState withInconvertible(
      ColumnProfileState state, ColumnNeeds needs, RowRange rows)
      throws SQLException, ScanCancelledException {
    ColumnSql column = open.column(needs.column());
    if (column.inconvertible() == null || state.nulls() == 0) {
      return state;
    }
    long[] count = {0};
    db.query(
        "SELECT count_if(%s) FROM %s WHERE %s"
            .formatted(
                column.inconvertible(),
                open.relation(List.of(needs.column()), rows),
                open.within(rows)),
        watch,
        row -> count[0] = row.getLong(1));
    return state.withInconvertible(count[0]);
  }
}
