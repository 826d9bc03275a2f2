package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ColumnState;
import io.truthound.temporal.state.Frequencies;
import io.truthound.temporal.state.Ranks;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Measures the columns of one open source: a query for each column that a rule measures. */
final class SegmentStates {
  private final BatchPlan plan;
  private final Segment segment;
  private final OpenSource open;
  private final DuckDb db;
  private final ScanWatch watch;
  private final SliceFindings findings;

  SegmentStates(
      BatchPlan plan,
      Segment segment,
      OpenSource open,
      DuckDb db,
      ScanWatch watch,
      SliceFindings findings) {
    this.plan = plan;
    this.segment = segment;
    this.open = open;
    this.db = db;
    this.watch = watch;
    this.findings = findings;
  }

  /** Measures the rows that could be read. */
  void measure(List<RowRange> readable) throws SQLException, ScanCancelledException {
    for (ColumnNeeds needs : ColumnNeeds.of(plan)) {
      ColumnState state = ColumnState.none(needs);
      for (RowRange rows : readable) {
        state = state.plus(measured(needs, rows));
      }
      findings.state(segment, state);
    }
  }

  private ColumnState measured(ColumnNeeds needs, RowRange rows)
      throws SQLException, ScanCancelledException {
    Optional<String> quick = open.quickRelation(List.of(needs.column()), rows);
    if (quick.isPresent()) {
      try {
        return measured(needs, quick.get(), rows);
      } catch (SQLException asksForCare) {
        if (DuckDbErrors.isOutOfMemory(asksForCare)) {
          throw asksForCare;
        }
      }
    }
    return measured(needs, open.relation(List.of(needs.column()), rows), rows);
  }

  private ColumnState measured(ColumnNeeds needs, String relation, RowRange rows)
      throws SQLException, ScanCancelledException {
    String value = open.column(needs.column()).value();
    String values =
        "(SELECT %s AS x FROM %s WHERE %s AND %s IS NOT NULL)"
            .formatted(value, relation, open.within(rows), value);
    ColumnQuery query = ColumnQuery.of(needs);
    List<ColumnState> states = new ArrayList<>();
    db.query(query.over(values), watch, row -> states.add(query.state(row)));
    ColumnState.Builder more = ColumnState.of(needs, 0, 0, 0);
    if (needs.ranks()) {
      more.ranks(ranks(new RankQuery(needs, values)));
    }
    if (needs.distincts()) {
      more.distincts(new DistinctScan(db, watch, new DistinctQuery(needs, values)).lowest());
    }
    if (needs.frequencies()) {
      more.frequencies(frequencies(needs, values));
    }
    return states.stream().reduce(more.build(), ColumnState::plus);
  }

  private Frequencies frequencies(ColumnNeeds needs, String values)
      throws SQLException, ScanCancelledException {
    List<Frequencies.Value> each = new ArrayList<>();
    db.query(
        "SELECT %s, left(CAST(x AS VARCHAR), %d), n FROM (SELECT x, count(*) AS n FROM %s GROUP BY x LIMIT %d)"
            .formatted(
                new DistinctQuery(needs, values).hash(),
                Frequencies.LONGEST + 1,
                values,
                Frequencies.MOST + 1),
        watch,
        row -> each.add(new Frequencies.Value(row.getLong(1), row.getString(2), row.getLong(3))));
    return Frequencies.of(each);
  }

  private Ranks ranks(RankQuery query) throws SQLException, ScanCancelledException {
    List<Long> first = new ArrayList<>();
    db.query(query.probe(), watch, row -> first.add(row.getLong(1)));
    if (first.get(0) <= Ranks.MOST_VALUES) {
      List<Ranks.Value> each = new ArrayList<>();
      db.query(query.each(), watch, row -> each.add(query.value(row)));
      if (each.size() <= Ranks.MOST_VALUES) {
        return Ranks.ofValues(each);
      }
    }
    SortedMap<Integer, Long> buckets = new TreeMap<>();
    db.query(query.buckets(), watch, row -> buckets.put(row.getInt(1), row.getLong(2)));
    return Ranks.ofBuckets(buckets);
  }
}
