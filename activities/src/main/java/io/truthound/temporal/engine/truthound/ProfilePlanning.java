package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.engine.ProfileSurvey;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.ProfilePlan.ProfiledColumn;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.SegmentDamage;
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
record ProfilePlanning(ProfileSurvey survey, OpenSource open, DuckDb db, ScanWatch watch) {
  /** The first rows tell as much as a block of millions, whose different values take memory. */
  private static final long MOST_ROWS = 262_144;

  /** Says whether a block has too few rows to hold more different values than are counted each. */
  static boolean isInVain(ProfileSurvey survey, Segment block) {
    return block.range().count() < Distincts.MOST && !survey.correlations();
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
    if (!open.damage().isEmpty()) {
      return List.of();
    }
    List<ProfiledColumn> columns = new ArrayList<>();
    RowRange all = block.range();
    RowRange first = new RowRange(all.first(), Math.min(all.count(), MOST_ROWS));
    try {
      List<ColumnNeeds> needs = survey.columns().stream().map(ColumnNeeds::profiling).toList();
      ColumnStripes.each(
          open,
          needs,
          first,
          db,
          watch,
          (stripe, begin, end) -> {
            ProfiledRows profiled = new ProfiledRows(stripe, db, watch);
            for (ColumnNeeds each : needs.subList(begin, end)) {
              columns.add(look(profiled.rows(each, first)));
            }
          });
    } catch (SQLException unreadable) {
      SegmentDamage.requireData(source, open, unreadable);
      return List.of();
    }
    return columns;
  }

  private ProfiledColumn look(ColumnRows rows) throws SQLException, ScanCancelledException {
    ColumnNeeds needs = rows.needs();
    String centre = survey.correlations() && needs.type().numeric() ? centre(rows) : null;
    List<Long> hashes =
        new DistinctScan(rows.db(), rows.watch(), new DistinctQuery(needs, rows.values()))
            .ofLowest(ColumnProfiler.MOST_GROUPS + 1);
    // Values with different hashes differ, so there are more than are counted each.
    boolean many = hashes.size() > ColumnProfiler.MOST_GROUPS;
    return new ProfiledColumn(
        needs.column(), many, many ? hashes.get(Distincts.MOST - 1) : null, centre);
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
