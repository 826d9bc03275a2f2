package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.engine.KeyEngine;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.truthound.DistinctKeys.Counted;
import io.truthound.temporal.engine.truthound.KeyCounting.TooManyKeysException;
import io.truthound.temporal.merge.KeyCount;
import io.truthound.temporal.reader.ScratchSlots;
import io.truthound.temporal.reader.SourceReaders;
import io.truthound.temporal.rule.ExactDistinctCount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Counts keys with DuckDB. */
final class TruthoundKeys implements KeyEngine {
  /** A partition that does not fit into memory is cut in two, so often at the most. */
  private static final int MOST_PARTITIONS = 1 << 20;

  private final DuckDbPool pool;
  private final SourceReaders readers;
  private final ScratchSlots slots;
  private final KeySettings settings;

  TruthoundKeys(DuckDbPool pool, SourceReaders readers, ScratchSlots slots, KeySettings settings) {
    this.pool = pool;
    this.readers = readers;
    this.slots = slots;
    this.settings = settings;
  }

  @Override
  public int partitions(Keys keys, ScanWatch watch) throws IOException, ScanCancelledException {
    KeyWork work = KeyWork.of(keys, settings.hashes());
    KeyCounting counting = new KeyCounting(pool, slots, watch, false);
    KeySide reference = work.reference();
    KeyEstimate estimate =
        reference == null
            ? new KeyEstimate(work.own(), work.ownKeys(), readers, counting, true)
            : new KeyEstimate(reference, work.referenceKeys(), readers, counting, false);
    try {
      return estimate.partitions(settings, work.own().rows());
    } catch (RefusedException unreadable) {
      return 1; // counting them meets the same source, and makes the rule an error
    }
  }

  @Override
  public boolean repeatEarly(Keys keys, ScanWatch watch)
      throws IOException, ScanCancelledException {
    KeyWork work = KeyWork.of(keys, settings.hashes());
    KeyCounting counting = new KeyCounting(pool, slots, watch, false);
    try {
      return new KeyEstimate(work.own(), work.ownKeys(), readers, counting, true)
          .repeatAmong(settings.firstKeys());
    } catch (RefusedException unreadable) {
      return false; // as where they are cut into partitions
    }
  }

  @Override
  public Found count(Keys keys, Partition partition, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    try {
      return attempt(keys, partition, watch);
    } catch (TooManyKeysException tooMany) {
      if (partition.of() > MOST_PARTITIONS / 2) {
        throw new IOException("Cannot count keys: " + tooMany.getMessage(), tooMany);
      }
      // What leaves n by p leaves n or n + p by twice p.
      Found one = count(keys, new Partition(partition.number(), 2 * partition.of()), watch);
      Found other =
          count(
              keys, new Partition(partition.number() + partition.of(), 2 * partition.of()), watch);
      return new Found(
          one.count().plus(other.count()),
          lowest(one.rows(), other.rows(), keys.plan().sampleSize()));
    }
  }

  /** Returns the lowest of the failing rows of two partitions. */
  private static List<FailingKey> lowest(List<FailingKey> one, List<FailingKey> other, int most) {
    List<FailingKey> rows = new ArrayList<>(one);
    rows.addAll(other);
    rows.sort(Comparator.comparingLong(FailingKey::order));
    return rows.subList(0, Math.min(most, rows.size()));
  }

  private Found attempt(Keys keys, Partition partition, ScanWatch watch)
      throws TooManyKeysException, RefusedException, IOException, ScanCancelledException {
    KeyWork work = KeyWork.of(keys, settings.hashes());
    KeySide side = work.own();
    if (side.rows() == 0) {
      return new Found(KeyCount.NONE, List.of());
    }
    KeyFeed own = new KeyFeed(side, work.ownKeys(), readers, partition, "own_keys");
    Counted counted = counted(work, own, partition, samples(keys), watch);
    List<FailingKey> rows =
        new KeySamples(keys, side, readers, pool, slots, watch).fetch(counted.failing());
    own.requireUnchanged();
    return new Found(counted.count(), rows);
  }

  /** A repeated value is counted once, and breaks nothing. */
  private static int samples(Keys keys) {
    boolean counts = keys.plan().rules().get(keys.rule()) instanceof ExactDistinctCount;
    return counts ? 0 : keys.plan().sampleSize();
  }

  private Counted counted(
      KeyWork work, KeyFeed own, Partition partition, int samples, ScanWatch watch)
      throws TooManyKeysException, RefusedException, IOException, ScanCancelledException {
    boolean together = settings.together(work.own().rows());
    KeyCounting counting = new KeyCounting(pool, slots, watch, together);
    KeySide other = work.reference();
    if (other == null) {
      return counting.on(
          List.of(own),
          session ->
              new DistinctKeys(own, work.ownKeys(), settings.firstKeys(), session).count(samples));
    }
    KeyFeed reference =
        new KeyFeed(other, work.referenceKeys(), readers, partition, "reference_keys");
    return counting.on(
        List.of(own, reference),
        session ->
            new AbsentKeys(own, reference, work.ownKeys(), settings.firstKeys(), session)
                .count(samples));
  }
}
