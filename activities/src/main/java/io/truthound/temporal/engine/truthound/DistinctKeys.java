package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.truthound.KeyCounting.Session;
import io.truthound.temporal.merge.KeyCount;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Counts different keys. Integers close together are bits. Of others, as many different hashes as
 * keys prove that all keys differ; else the keys themselves are compared, of those hashes alone
 * that occur again.
 */
final class DistinctKeys {
  private static final String REPEATED = "repeated";

  private final KeyFeed feed;
  private final KeySql keys;
  private final String names;
  private final Session session;

  /** Keys that are looked at first: where hashes occur again here, comparing hashes is no use. */
  private final int firstKeys;

  DistinctKeys(KeyFeed feed, KeySql keys, int firstKeys, Session session) {
    this.feed = feed;
    this.keys = keys;
    this.names = keys.names();
    this.session = session;
    this.firstKeys = firstKeys;
  }

  /**
   * What was counted, and where failing rows are.
   *
   * @param failing their places in plan order, lowest first
   */
  record Counted(KeyCount count, List<Long> failing) {}

  /**
   * Counts keys and finds the first that occur again.
   *
   * @param samples how many failing rows to find
   */
  Counted count(int samples) throws SQLException, IOException, ScanCancelledException {
    String all = all();
    long[] first = hashes(first(all));
    boolean repeated = first[0] > first[1];
    if (!repeated && first[0] < firstKeys) {
      return allDiffer(first[0]);
    }
    if (!repeated && rising(all)) {
      return allDiffer(session.numbers("SELECT count(*) FROM " + all, 1)[0]);
    }
    Optional<KeyBits> bits = KeyBits.of(all, first(all), keys, session);
    if (bits.isPresent()) {
      return counted(bits.get().count(session), samples);
    }
    if (repeated) {
      return counted(groups(all), samples);
    }
    long[] hashes = hashes(all);
    return hashes[0] == hashes[1]
        ? allDiffer(hashes[0])
        : compareRepeated(hashes[0], hashes[1], samples);
  }

  private static Counted allDiffer(long keys) {
    return new Counted(KeyCount.ofDistinct(keys, keys), List.of());
  }

  /** Takes how many keys there are, and how many different ones, and finds the first failing. */
  private Counted counted(long[] counts, int samples)
      throws SQLException, IOException, ScanCancelledException {
    KeyCount count = KeyCount.ofDistinct(counts[0], counts[1]);
    return new Counted(count, failing("", count.failed(), samples));
  }

  private String first(String all) {
    return "(SELECT * FROM " + all + " LIMIT " + firstKeys + ")";
  }

  /** Returns how many keys there are, and how many different hashes. */
  private long[] hashes(String rows) throws SQLException, ScanCancelledException {
    return session.numbers("SELECT count(*), count(DISTINCT h) FROM " + rows, 2);
  }

  /** Looks at the first keys before it looks at all. */
  private boolean rising(String all) throws SQLException, ScanCancelledException {
    return RisingKeys.are(first(all), keys, session) && RisingKeys.are(all, keys, session);
  }

  /** Compares keys whose hash occurs again. */
  private Counted compareRepeated(long keys, long hashes, int samples)
      throws SQLException, IOException, ScanCancelledException {
    session
        .db()
        .execute(
            "CREATE TEMP TABLE "
                + REPEATED
                + " AS SELECT h FROM "
                + all()
                + " GROUP BY h HAVING count(*) > 1",
            session.watch());
    String restriction = " SEMI JOIN " + REPEATED + " USING (h)";
    long repeated = session.numbers("SELECT count(*) FROM " + REPEATED, 1)[0];
    long[] groups = groups("(SELECT * FROM " + all() + restriction + ")");
    KeyCount count = KeyCount.ofDistinct(keys, hashes - repeated + groups[1]);
    List<Long> failing = failing(restriction, count.failed(), samples);
    session.db().execute("DROP TABLE " + REPEATED, session.watch());
    return new Counted(count, failing);
  }

  /** Returns how many keys there are, and how many different ones. */
  private long[] groups(String rows) throws SQLException, ScanCancelledException {
    if (keys.width() == 1) {
      return session.numbers(
          "SELECT count(*), count(DISTINCT " + names + ") FROM " + rows, 2); // a tenth faster
    }
    return session.numbers(
        "SELECT coalesce(sum(n), 0), count(*) FROM (SELECT count(*) AS n FROM "
            + rows
            + " GROUP BY "
            + names
            + ")",
        2);
  }

  /**
   * Finds the first rows that repeat a key. What repeats a key among the first rows repeats it
   * among all.
   */
  private List<Long> failing(String restriction, long failed, int samples)
      throws SQLException, IOException, ScanCancelledException {
    long wanted = Math.min(failed, samples);
    return FirstRows.find(
        firstKeys, feed.side().rows(), wanted, rows -> failingWithin(rows, restriction, wanted));
  }

  private List<Long> failingWithin(long rows, String restriction, long wanted)
      throws SQLException, IOException, ScanCancelledException {
    String within =
        "(SELECT * FROM "
            + feed.first(rows, session.scratch(), session.watch())
            + restriction
            + ")";
    return session.list(
        "SELECT ord FROM %1$s JOIN (SELECT %2$s, min(ord) AS lowest FROM %1$s GROUP BY %2$s HAVING count(*) > 1) USING (%2$s) WHERE ord > lowest ORDER BY ord LIMIT %3$d"
            .formatted(within, names, wanted));
  }

  private String all() throws IOException, ScanCancelledException {
    return feed.all(session.scratch(), session.watch());
  }
}
