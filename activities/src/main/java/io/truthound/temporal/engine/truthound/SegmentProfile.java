package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.ProfilePlan;
import io.truthound.temporal.plan.ProfilePlan.ProfiledColumn;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.SegmentDamage;
import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ColumnProfileState;
import io.truthound.temporal.state.ColumnSpool;
import io.truthound.temporal.state.Frequencies;
import io.truthound.temporal.state.PairState;
import io.truthound.temporal.state.ProfileState;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Profiles the blocks of one open source, a query or two for each column. Where one fails on bad
 * data, each block is profiled by itself, and only those that cannot be read are lost.
 */
final class SegmentProfile {
  private final BatchPlan plan;
  private final Segment segment;
  private final Source source;
  private final OpenSource open;
  private final DuckDb db;
  private final ScanWatch watch;
  private final SliceFindings findings;
  private final SegmentDamage damage;
  private final List<ColumnNeeds> columns;

  SegmentProfile(
      BatchPlan plan,
      Segment segment,
      Source source,
      OpenSource open,
      DuckDb db,
      ScanWatch watch,
      SliceFindings findings) {
    this.plan = plan;
    this.segment = segment;
    this.source = source;
    this.open = open;
    this.db = db;
    this.watch = watch;
    this.findings = findings;
    this.damage = new SegmentDamage(segment, source, open, findings);
    this.columns = ProfileState.needs(plan);
  }

  void run() throws IOException, ScanCancelledException {
    findings.profile(segment, withMalformed(readable()));
  }

  private ProfileState readable() throws IOException, ScanCancelledException {
    if (open.damage().isEmpty()) {
      try {
        ProfileState all = profile(segment.range());
        requireAllRows(all);
        watch.progress(segment.range().count());
        return all;
      } catch (SQLException wholeFailed) {
        damage.requireData(wholeFailed);
      }
    }
    ProfileState readable = ProfileState.none(plan);
    for (Block block : segment.blocks()) {
      readable = readable.plus(alone(new RowRange(block.firstRow(), block.rows())));
    }
    return readable;
  }

  private ProfileState alone(RowRange rows) throws IOException, ScanCancelledException {
    for (OpenSource.Damage known : open.damage()) {
      if (known.rows().equals(rows)) {
        damage.unreadable(rows, known.why());
        return ProfileState.none(plan);
      }
    }
    try {
      ProfileState state = profile(rows);
      watch.progress(rows.count());
      return state;
    } catch (SQLException blockFailed) {
      damage.requireData(blockFailed);
      damage.unreadable(rows, DuckDbErrors.brief(blockFailed));
      return ProfileState.none(plan);
    }
  }

  private ProfileState profile(RowRange rows)
      throws SQLException, IOException, ScanCancelledException {
    List<ProfiledColumn> planned = planned().columns();
    ColumnSpool.Series states = findings.series(columns.size());
    ColumnStripes.each(
        open,
        columns,
        rows,
        db,
        watch,
        (stripe, first, end) -> {
          ProfiledRows profiled = new ProfiledRows(stripe, db, watch);
          for (int at = first; at < end; at++) {
            states.add(shown(profiled.profile(columns.get(at), planned.get(at), rows)));
          }
        });
    List<ColumnProfileState> found = states.columns();
    long read = found.isEmpty() ? rows.count() : found.get(0).rows();
    return new ProfileState(ProfileState.VERSION, read, 0, found, pairs(rows));
  }

  private ColumnProfileState shown(ColumnProfileState state) {
    Frequencies frequencies = state.frequencies();
    return frequencies == null
        ? state
        : state.with(frequencies.showing(plan.inStates(state.values().column())));
  }

  private List<PairState> pairs(RowRange rows) throws SQLException, ScanCancelledException {
    if (!planned().correlations()) {
      return List.of();
    }
    PairProfiler profiler = new PairProfiler(plan, open, db, watch);
    for (Block block : segment.blocks()) {
      if (block.firstRow() >= rows.first() && block.endRow() <= rows.end()) {
        profiler.add(new RowRange(block.firstRow(), block.rows()));
      }
    }
    return profiler.pairs();
  }

  private ProfilePlan planned() {
    return Objects.requireNonNull(plan.profile());
  }

  private void requireAllRows(ProfileState all) throws IOException {
    OptionalLong expected = open.relationRows();
    if (expected.isPresent() && !columns.isEmpty() && expected.getAsLong() != all.rows()) {
      throw new IOException(
          "Cannot scan %s: DuckDB read %d of %d records"
              .formatted(source.uri(), all.rows(), expected.getAsLong()));
    }
  }

  /** Malformed records are not in the relation: they count as rows, and are in no column. */
  private ProfileState withMalformed(ProfileState state) {
    long[] malformed = {0};
    open.malformed().forEach(row -> malformed[0]++);
    long rows = columns.isEmpty() ? state.rows() : state.rows() + malformed[0];
    return new ProfileState(
        ProfileState.VERSION, rows, malformed[0], state.columns(), state.pairs());
  }
}
