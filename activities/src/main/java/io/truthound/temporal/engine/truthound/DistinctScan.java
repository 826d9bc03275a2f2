package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.state.Distincts;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Asks for the lowest hashes of a column's values. */
record DistinctScan(DuckDb db, ScanWatch watch, DistinctQuery query) {

  /** Returns the lowest of all. */
  Distincts lowest() throws SQLException, ScanCancelledException {
    List<Long> first = hashes(query.ofFirstRows());
    boolean full = first.size() == Distincts.MOST;
    return upTo(full ? first.get(first.size() - 1) : Long.MAX_VALUE);
  }

  /** Returns the lowest of those up to one. */
  Distincts upTo(long highest) throws SQLException, ScanCancelledException {
    return Distincts.of(hashes(query.upTo(highest)));
  }

  /** Returns so many of the lowest, ascending. */
  List<Long> ofLowest(int most) throws SQLException, ScanCancelledException {
    return hashes(query.ofLowest(most));
  }

  private List<Long> hashes(String sql) throws SQLException, ScanCancelledException {
    List<Long> hashes = new ArrayList<>();
    db.query(sql, watch, row -> hashes.add(row.getLong(1)));
    return hashes;
  }
}
