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
    long present = session.numbers("SELECT count(*) FROM " + all, 1)[0];
    long absent = session.numbers("SELECT count(*) FROM " + absent(all), 1)[0];
    KeyCount count = new KeyCount(present, 0, absent);
    long wanted = Math.min(absent, samples);
    return new Counted(
        count,
        FirstRows.find(firstRows, own.side().rows(), wanted, rows -> failingWithin(rows, wanted)));
  }

  private List<Long> failingWithin(long rows, long wanted)
      throws SQLException, IOException, ScanCancelledException {
    String first = own.first(rows, session.scratch(), session.watch());
    return session.list("SELECT ord FROM " + absent(first) + " ORDER BY ord LIMIT " + wanted);
  }

  private String absent(String rows) throws IOException, ScanCancelledException {
    return rows
        + " ANTI JOIN "
        + reference.all(session.scratch(), session.watch())
        + " USING ("
        + keys.names()
        + ")";
  }
}
