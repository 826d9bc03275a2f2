package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.engine.KeyEngine.Partition;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.truthound.KeyCounting.Session;
import io.truthound.temporal.engine.truthound.KeyCounting.TooManyKeysException;
import io.truthound.temporal.engine.truthound.KeySide.Piece;
import io.truthound.temporal.merge.KeyRules;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.SourceReaders;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells what keys are like from some blocks. How many are different it estimates by Good and
 * Turing: the share of those looked at that occur once is about the share of the others that are
 * new. Only whether too many of them are integers close together is asked of all keys.
 *
 * @param risingAreFree whether keys that rise need no memory
 */
record KeyEstimate(
    KeySide side, KeySql keys, SourceReaders readers, KeyCounting counting, boolean risingAreFree) {
  private static final int BLOCKS = 3;

  /** Of a larger block only so many rows are looked at, where they are read in place. */
  private static final long MOST_ROWS = 131_072;

  /** Keys that rise: as many as rows, and none has to be kept. */
  private static final long RISING = -1;

  /**
   * Returns into how many partitions the keys go.
   *
   * @param rows how many rows are checked
   */
  int partitions(KeySettings settings, long rows)
      throws RefusedException, IOException, ScanCancelledException {
    int shares = settings.shares(rows);
    long most = settings.keysOfPartition(rows);
    boolean fits = side.rows() <= most;
    if (fits && (shares == 1 || !risingAreFree)) {
      return shares;
    }
    long distinct = distinct();
    if (distinct == RISING) {
      return 1;
    }
    if (!fits && distinct > most && areBits(shares)) {
      return shares;
    }
    long needed = fits ? 1 : 1 + (distinct - 1) / most;
    return (int) Math.min(KeyRules.MOST_PARTITIONS, Math.max(shares, needed));
  }

  /** Says whether they fit as bits. Keys that would first be written elsewhere are not asked. */
  private boolean areBits(int shares) throws RefusedException, IOException, ScanCancelledException {
    KeyFeed feed = new KeyFeed(side, keys, readers, new Partition(0, shares), "all_keys");
    if (!feed.readsInPlace()) {
      return false;
    }
    try {
      return counting.on(
          List.of(feed),
          session ->
              KeyBits.of(feed.all(session.scratch(), session.watch()), keys, session).isPresent());
    } catch (TooManyKeysException tooMany) {
      return false;
    }
  }

  /** Estimates how many different keys there are, or returns {@link #RISING}. */
  private long distinct() throws RefusedException, IOException, ScanCancelledException {
    KeyFeed feed = someKeys();
    try {
      return counting.on(
          List.of(feed),
          session -> distinct(feed.all(session.scratch(), session.watch()), session));
    } catch (TooManyKeysException tooMany) {
      return side.rows();
    }
  }

  /**
   * Says whether a key occurs twice among so many of those in some blocks; not where memory does
   * not hold them. Values are compared where hashes are equal, which alone proves nothing.
   */
  boolean repeatAmong(int most) throws RefusedException, IOException, ScanCancelledException {
    KeyFeed feed = someKeys();
    try {
      return counting.on(
          List.of(feed),
          session -> {
            String all = feed.all(session.scratch(), session.watch());
            String some = "(SELECT * FROM " + all + " LIMIT " + most + ")";
            return repeats("h", some, session) && repeats(keys.names(), some, session);
          });
    } catch (TooManyKeysException tooMany) {
      return false;
    }
  }

  private static boolean repeats(String what, String rows, Session session)
      throws SQLException, ScanCancelledException {
    return session
            .numbers(
                "SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM %s GROUP BY %s)"
                    .formatted(rows, what),
                1)[0]
        > 1;
  }

  private Block beginning(Block block) {
    return readers.of(side.format()).readsInPlace() && block.rows() > MOST_ROWS
        ? new Block(block.firstRow(), MOST_ROWS, block.offset(), block.bytes())
        : block;
  }

  private KeyFeed someKeys() {
    KeySide some =
        new KeySide(side.format(), side.reading(), side.columns(), someBlocks(), side.rows());
    return new KeyFeed(some, keys, readers, new Partition(0, 1), "some_keys");
  }

  private long distinct(String rows, Session session) throws SQLException, ScanCancelledException {
    long[] seen =
        session.numbers(
            "SELECT coalesce(sum(n), 0), count(*), count_if(n = 1) FROM (SELECT count(*) AS n FROM "
                + rows
                + " GROUP BY h)",
            3);
    boolean mayRise = risingAreFree && seen[0] == seen[1];
    if (mayRise && RisingKeys.are(rows, keys, session)) {
      return RISING;
    }
    long others = Math.max(0, side.rows() - seen[0]);
    double fresh = seen[0] == 0 ? 0 : (double) seen[2] / seen[0];
    return Math.max(1, seen[1] + (long) Math.ceil(others * fresh));
  }

  /** Returns some blocks, evenly spread, each as a piece of its own. */
  private List<Piece> someBlocks() {
    List<Piece> blocks = new ArrayList<>();
    for (Piece piece : side.pieces()) {
      piece
          .segment()
          .blocks()
          .forEach(
              block ->
                  blocks.add(
                      new Piece(
                          piece.source(),
                          new Segment(
                              piece.segment().source(),
                              piece.segment().firstChunk(),
                              List.of(beginning(block)),
                              piece.segment().cuts()),
                          piece.before(),
                          piece.slice(),
                          piece.part())));
    }
    List<Piece> some = new ArrayList<>();
    int count = Math.min(BLOCKS, blocks.size());
    for (int at = 0; at < count; at++) {
      some.add(blocks.get((int) ((long) at * (blocks.size() - 1) / Math.max(1, count - 1))));
    }
    return some;
  }
}
