package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.truthound.DistinctKeys.Counted;
import io.truthound.temporal.engine.truthound.KeyCounting.Session;
import io.truthound.temporal.merge.KeyCount;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Counts keys that another dataset does not have, by value: of integers close together by their
 * bits, of all others by a join.
 */
record AbsentKeys(KeyFeed own, KeyFeed reference, KeySql keys, int firstRows, Session session) {

  /**
   * Counts keys and finds the first absent ones.
   *
   * @param samples how many failing rows to find
   */
  Counted count(int samples) throws SQLException, IOException, ScanCancelledException {
    String all = own.all(session.scratch(), session.watch());
    Marking marking = marking();
    long[] counts = session.numbers("SELECT count(*), count_if(absent) FROM " + marking.of(all), 2);
    KeyCount count = new KeyCount(counts[0], 0, counts[1]);
    long wanted = Math.min(counts[1], samples);
    return new Counted(
        count,
        FirstRows.find(
            firstRows, own.side().rows(), wanted, rows -> failingWithin(rows, marking, wanted)));
  }

  /** Writes a relation of keys as one of their places and whether they are absent. */
  private interface Marking {
    String of(String keys);
  }

  private List<Long> failingWithin(long rows, Marking marking, long wanted)
      throws SQLException, IOException, ScanCancelledException {
    String first = own.first(rows, session.scratch(), session.watch());
    return session.list(
        "SELECT ord FROM %s WHERE absent ORDER BY ord LIMIT %d"
            .formatted(marking.of(first), wanted));
  }

  private Marking marking() throws SQLException, IOException, ScanCancelledException {
    String others = reference.all(session.scratch(), session.watch());
    Optional<KeyBits> bits = KeyBits.of(others, keys, session);
    return bits.isPresent()
        ? bits.get()::absentOf
        : rows ->
            "(SELECT ord, NOT (%1$s) IN (SELECT %1$s FROM %2$s) AS absent FROM %3$s)"
                .formatted(keys.names(), others, rows);
  }
}
