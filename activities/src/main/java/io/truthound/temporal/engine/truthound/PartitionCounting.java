package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.engine.KeyEngine.FailingKey;
import io.truthound.temporal.engine.KeyEngine.Found;
import io.truthound.temporal.engine.KeyEngine.Keys;
import io.truthound.temporal.engine.KeyEngine.Partition;
import io.truthound.temporal.engine.MemoryExhaustedException;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.truthound.DistinctKeys.Counted;
import io.truthound.temporal.engine.truthound.KeyCounting.Share;
import io.truthound.temporal.engine.truthound.KeyCounting.TooManyKeysException;
import io.truthound.temporal.merge.KeyCount;
import io.truthound.temporal.reader.ScratchSlots;
import io.truthound.temporal.reader.SourceReaders;
import io.truthound.temporal.rule.ExactDistinctCount;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Counts the keys of one partition of a rule. What does not fit into memory is cut into smaller
 * partitions, or has more memory. Not safe for use by many threads.
 */
final class PartitionCounting {
  /** A partition that does not fit into memory is cut in two, so often at the most. */
  private static final int MOST_PARTITIONS = 1 << 20;

  /** Into how many parts a partition is cut before it has all memory. */
  private static final int MOST_HALVES = 16;

  private final DuckDbPool pool;
  private final SourceReaders readers;
  private final ScratchSlots slots;
  private final KeySettings settings;
  private final Keys keys;
  private final KeyWork work;
  private final ScanWatch watch;

  /** Into how many partitions all keys go at least: of fewer, some did not fit; 0 of any. */
  private int least;

  PartitionCounting(
      DuckDbPool pool,
      SourceReaders readers,
      ScratchSlots slots,
      KeySettings settings,
      Keys keys,
      ScanWatch watch) {
    this.pool = pool;
    this.readers = readers;
    this.slots = slots;
    this.settings = settings;
    this.keys = keys;
    this.work = KeyWork.of(keys, settings.hashes());
    this.watch = watch;
  }

  /**
   * Counts the keys of a partition, and finds the first rows that break the rule.
   *
   * @throws MemoryExhaustedException if not even their pages fit into the worker's memory
   */
  Found count(Partition partition) throws RefusedException, IOException, ScanCancelledException {
    Share usual = settings.together(work.own().rows()) ? Share.ALL : Share.SLOT;
    try {
      return attempt(partition, usual);
    } catch (TooManyKeysException tooMany) {
      return withLess(partition, usual);
    }
  }

  /**
   * Counts what did not fit at first. Fewer keys help where it is keys that memory does not hold;
   * where it is the pages that they are read from, all memory for one thread does.
   */
  private Found withLess(Partition partition, Share usual)
      throws RefusedException, IOException, ScanCancelledException {
    try {
      if (reads(usual)) {
        return halves(partition, usual, MOST_HALVES * partition.of());
      }
    } catch (TooManyKeysException stillTooMany) {
      least = 0;
    }
    try {
      return untilItFits(partition, Share.MEMORY, MOST_PARTITIONS);
    } catch (TooManyKeysException tooMany) {
      throw MemoryExhaustedException.ofPages("Cannot count keys: " + tooMany.getMessage(), tooMany);
    }
  }

  private Found untilItFits(Partition partition, Share share, int most)
      throws TooManyKeysException, RefusedException, IOException, ScanCancelledException {
    if (partition.of() < least) {
      return halves(partition, share, most);
    }
    try {
      return attempt(partition, share);
    } catch (TooManyKeysException tooMany) {
      boolean cut = least > 0;
      if (partition.of() >= most || (!cut && !reads(share))) {
        throw tooMany;
      }
      return halves(partition, share, most);
    }
  }

  private Found halves(Partition partition, Share share, int most)
      throws TooManyKeysException, RefusedException, IOException, ScanCancelledException {
    int twice = 2 * partition.of();
    least = Math.max(least, twice);
    // What leaves n by p leaves n or n + p by twice p.
    Found one = untilItFits(new Partition(partition.number(), twice), share, most);
    Found other =
        untilItFits(new Partition(partition.number() + partition.of(), twice), share, most);
    return new Found(
        one.count().plus(other.count()),
        lowest(one.rows(), other.rows(), keys.plan().sampleSize()));
  }

  /** Says whether the keys can be read at all: of next to none it is asked how many they are. */
  private boolean reads(Share share) throws RefusedException, IOException, ScanCancelledException {
    for (KeyFeed feed : feeds(new Partition(0, MOST_PARTITIONS))) {
      try {
        long[] unused =
            new KeyCounting(pool, slots, watch, share)
                .on(
                    List.of(feed),
                    session ->
                        session.numbers(
                            "SELECT count(*) FROM " + feed.all(session.scratch(), session.watch()),
                            1));
      } catch (TooManyKeysException tooMany) {
        return false;
      }
    }
    return true;
  }

  private List<KeyFeed> feeds(Partition partition) {
    KeyFeed own = new KeyFeed(work.own(), work.ownKeys(), readers, partition, "own_keys");
    KeySide other = work.reference();
    return other == null
        ? List.of(own)
        : List.of(
            own, new KeyFeed(other, work.referenceKeys(), readers, partition, "reference_keys"));
  }

  private Found attempt(Partition partition, Share share)
      throws TooManyKeysException, RefusedException, IOException, ScanCancelledException {
    if (work.own().rows() == 0) {
      return new Found(KeyCount.NONE, List.of());
    }
    List<KeyFeed> feeds = feeds(partition);
    Counted counted =
        new KeyCounting(pool, slots, watch, share)
            .on(feeds, session -> counted(feeds, samples(keys), session));
    List<FailingKey> rows =
        new KeySamples(keys, work.own(), new OpenSegments(pool, readers, slots), watch)
            .fetch(counted.failing());
    feeds.get(0).requireUnchanged();
    return new Found(counted.count(), rows);
  }

  private Counted counted(List<KeyFeed> feeds, int samples, KeyCounting.Session session)
      throws SQLException, IOException, ScanCancelledException {
    KeyFeed own = feeds.get(0);
    return feeds.size() == 1
        ? new DistinctKeys(own, work.ownKeys(), settings.firstKeys(), session).count(samples)
        : new AbsentKeys(own, feeds.get(1), work.ownKeys(), settings.firstKeys(), session)
            .count(samples);
  }

  /** Returns the lowest of the failing rows of two partitions. */
  private static List<FailingKey> lowest(List<FailingKey> one, List<FailingKey> other, int most) {
    List<FailingKey> rows = new ArrayList<>(one);
    rows.addAll(other);
    rows.sort(Comparator.comparingLong(FailingKey::order));
    return rows.subList(0, Math.min(most, rows.size()));
  }

  /** A repeated value is counted once, and breaks nothing. */
  private static int samples(Keys keys) {
    boolean counts = keys.plan().rules().get(keys.rule()) instanceof ExactDistinctCount;
    return counts ? 0 : keys.plan().sampleSize();
  }
}
