package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.engine.KeyEngine;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.truthound.KeyCounting.Share;
import io.truthound.temporal.reader.ScratchSlots;
import io.truthound.temporal.reader.SourceReaders;
import java.io.IOException;

/** Counts keys with DuckDB. */
final class TruthoundKeys implements KeyEngine {
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
    KeyCounting counting = new KeyCounting(pool, slots, watch, Share.SLOT);
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
    KeyCounting counting = new KeyCounting(pool, slots, watch, Share.SLOT);
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
    return new PartitionCounting(pool, readers, slots, settings, keys, watch).count(partition);
  }
}
