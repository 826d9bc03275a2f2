package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.engine.ProfileSurvey;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.ProfilePlan.ProfiledColumn;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.Distincts;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first block of a dataset, so that slices need not try in vain what it shows to be in
 * vain. What is found out decides how fast a profile is; what it says depends on the data alone.
 */
record ProfilePlanning(ProfileSurvey survey, ProfiledRows open) {

  ProfilePlanning(ProfileSurvey survey, OpenSource open, DuckDb db, ScanWatch watch) {
    this(survey, new ProfiledRows(open, db, watch));
  }

  /** Says of no column more than its name. */
  static List<ProfiledColumn> blind(ProfileSurvey survey) {
    return survey.columns().stream()
        .map(column -> new ProfiledColumn(column.name(), false, null, null))
        .toList();
  }

  /**
   * Looks at each column; says nothing where the block cannot be read.
   *
   * @throws IOException if not the data but the machine is at fault
   */
  List<ProfiledColumn> columns(Segment block, Source source)
      throws IOException, ScanCancelledException {
    if (!open.open().damage().isEmpty()) {
      return List.of();
    }
    List<ProfiledColumn> columns = new ArrayList<>();
    try {
      for (Column column : survey.columns()) {
        columns.add(look(ColumnNeeds.profiling(column), block.range()));
      }
    } catch (SQLException unreadable) {
      SegmentDamage.requireData(source, open.open(), unreadable);
      return List.of();
    }
    return columns;
  }

  private ProfiledColumn look(ColumnNeeds needs, RowRange block)
      throws SQLException, ScanCancelledException {
    ColumnRows rows = open.rows(needs, block);
    String centre = survey.correlations() && needs.type().numeric() ? centre(rows) : null;
    if (ColumnProfiler.of(rows).few().isPresent()) {
      return new ProfiledColumn(needs.column(), false, null, centre);
    }
    List<Long> hashes =
        new DistinctScan(rows.db(), rows.watch(), new DistinctQuery(needs, rows.values())).hashes();
    boolean full = hashes.size() == Distincts.MOST;
    return new ProfiledColumn(
        needs.column(), full, full ? hashes.get(hashes.size() - 1) : null, centre);
  }

  /** Returns a short number near the mean; 0 where there is none. */
  private static @Nullable String centre(ColumnRows rows)
      throws SQLException, ScanCancelledException {
    String number = "CAST(x AS DOUBLE)";
    double mean =
        rows.ask(
                "SELECT avg(%n) FILTER (isfinite(%n)) FROM %s".replace("%n", number),
                row -> row.getDouble(1))
            .get(0);
    float brief = (float) mean;
    return Float.isFinite(brief) ? new BigDecimal(brief).toString() : "0";
  }
}
