package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.engine.KeyEngine;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.truthound.DistinctKeys.Counted;
import io.truthound.temporal.engine.truthound.KeyCounting.TooManyKeysException;
import io.truthound.temporal.merge.KeyCount;
import io.truthound.temporal.merge.KeyRules;
import io.truthound.temporal.reader.ScratchSlots;
import io.truthound.temporal.reader.SourceReader;
import io.truthound.temporal.reader.SourceReaders;
import io.truthound.temporal.rule.Rule;
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
  public int partitions(Keys keys, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    KeySide side = side(keys);
    if (side.rows() <= settings.keysOfPartition()) {
      return 1;
    }
    KeyEstimate estimate =
        new KeyEstimate(
            side, sql(keys), reader(side), new KeyCounting(pool, slots, watch), settings);
    return estimate.partitions(KeyRules.MOST_PARTITIONS);
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
    KeySide side = side(keys);
    KeySql sql = sql(keys);
    SourceReader reader = reader(side);
    KeyFeed feed = new KeyFeed(side, sql, reader, partition, "own_keys");
    KeyCounting counting = new KeyCounting(pool, slots, watch);
    Counted counted =
        counting.on(
            List.of(feed),
            session -> new DistinctKeys(feed, sql, session).count(keys.plan().sampleSize()));
    KeyCount count = counted.count();
    List<FailingKey> rows =
        new KeySamples(keys, side, reader, pool, slots, watch).fetch(counted.failing());
    feed.requireUnchanged();
    return new Found(count, rows);
  }

  private static KeySide side(Keys keys) {
    return KeySide.of(keys.plan().format(), keys.plan().columns(), keys.parts());
  }

  private SourceReader reader(KeySide side) {
    return readers.of(side.format());
  }

  private KeySql sql(Keys keys) {
    Rule rule = keys.plan().rules().get(keys.rule());
    List<DataType> types =
        rule.columns().stream().map(name -> typeOf(keys.plan().columns(), name)).toList();
    return new KeySql(rule.columns(), types, settings.hashes());
  }

  private static DataType typeOf(List<Column> columns, String name) {
    return columns.stream()
        .filter(column -> column.name().equals(name))
        .map(Column::type)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The plan has no column " + name));
  }
}
