package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.truthound.DistinctKeys.Counted;
import io.truthound.temporal.engine.truthound.KeyCounting.Session;
import io.truthound.temporal.merge.KeyCount;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Counts keys that another dataset does not have, by value. */
record AbsentKeys(KeyFeed own, KeyFeed reference, KeySql keys, int firstRows, Session session) {

  /**
   * Counts keys and finds the first absent ones.
   *
   * @param samples how many failing rows to find
   */
  Counted count(int samples) throws SQLException, IOException, ScanCancelledException {
    String all = own.all(session.scratch(), session.watch());
    long[] counts = session.numbers("SELECT count(*), count_if(" + absent() + ") FROM " + all, 2);
    long absent = counts[1];
    KeyCount count = new KeyCount(counts[0], 0, absent);
    long wanted = Math.min(absent, samples);
    return new Counted(
        count,
        FirstRows.find(firstRows, own.side().rows(), wanted, rows -> failingWithin(rows, wanted)));
  }

  private List<Long> failingWithin(long rows, long wanted)
      throws SQLException, IOException, ScanCancelledException {
    String first = own.first(rows, session.scratch(), session.watch());
    return session.list(
        "SELECT ord FROM %s WHERE %s ORDER BY ord LIMIT %d".formatted(first, absent(), wanted));
  }

  private String absent() throws IOException, ScanCancelledException {
    return "NOT (%1$s) IN (SELECT %1$s FROM %2$s)"
        .formatted(keys.names(), reference.all(session.scratch(), session.watch()));
  }
}
