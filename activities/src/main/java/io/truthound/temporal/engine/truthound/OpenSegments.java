package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.Reading;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.engine.MemoryExhaustedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.LocalSources;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.ScratchSlots;
import io.truthound.temporal.reader.SegmentDamage;
import io.truthound.temporal.reader.SourceReader;
import io.truthound.temporal.reader.SourceReaders;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens blocks of sources, and a DuckDB instance that reads them and nothing else. */
record OpenSegments(DuckDbPool pool, SourceReaders readers, ScratchSlots slots) {

  /** Returns the reader of a format, as it was settled how to read. */
  SourceReader reader(DatasetFormat format, @Nullable Reading reading) {
    return readers.reader(format, reading);
  }

  /** What is done with blocks while they are open. */
  interface Work {
    /**
     * Does it.
     *
     * @param scratch a folder of this piece of work alone; {@code db} reaches it where {@code open}
     *     was written there
     */
    void run(OpenSource open, Path scratch, DuckDb db)
        throws SQLException, IOException, ScanCancelledException;
  }

  /**
   * Opens blocks for a piece of work.
   *
   * @param reader of the dataset's format
   * @param all the dataset's schema
   * @param read those columns of it that are read
   * @param planned files that the same instance may read where they are read in place: it serves
   *     slice after slice
   * @param effort whether the instance has all that the worker may take
   * @throws MemoryExhaustedException if that is too little; what the work did is worthless
   */
  void open(
      SourceReader reader,
      List<Column> all,
      List<Column> read,
      List<Path> planned,
      Segment segment,
      Source source,
      Effort effort,
      ScanWatch watch,
      Work work)
      throws IOException, ScanCancelledException {
    Path file = LocalSources.path(source);
    Path scratch = slots.take();
    try (OpenSource open = readers.open(reader, all, read, source, segment, scratch, watch)) {
      boolean inPlace = open.readable().equals(List.of(file));
      List<Path> readable = inPlace ? planned : open.readable();
      try (DuckDbPool.Lease lease = lease(readable, effort, watch)) {
        work.run(open, scratch, lease.db());
        lease.sound();
      }
    } catch (SQLException e) {
      throw SegmentDamage.infrastructure(source, e);
    } finally {
      slots.give(scratch);
    }
  }

  /** Opens blocks of the dataset that a plan's head describes. */
  void open(
      BatchPlan plan,
      List<Path> planned,
      Segment segment,
      Source source,
      Effort effort,
      ScanWatch watch,
      Work work)
      throws IOException, ScanCancelledException {
    open(
        reader(plan.format(), plan.reading()),
        plan.columns(),
        plan.readColumns(),
        planned,
        segment,
        source,
        effort,
        watch,
        work);
  }

  /** One try of a piece of work. */
  interface Attempt {
    void run(Effort effort, ScanWatch watch) throws IOException, ScanCancelledException;
  }

  /**
   * Tries a piece of work, and where memory did not suffice tries it anew with more; progress is
   * told once.
   *
   * @param rules how many rules there are to be counted apart
   * @param takeBack forgets what an attempt has found
   * @throws MemoryExhaustedException if all that the worker has is too little
   */
  void untilItFits(int rules, ScanWatch watch, Runnable takeBack, Attempt attempt)
      throws IOException, ScanCancelledException {
    Effort effort = Effort.USUAL;
    ScanWatch its = watch;
    while (true) {
      try {
        attempt.run(effort, its);
        return;
      } catch (MemoryExhaustedException tooLittle) {
        takeBack.run();
        effort = effort.more(pool.instances(), rules).orElseThrow(() -> tooLittle);
        its = watch.silent();
      }
    }
  }

  private DuckDbPool.Lease lease(List<Path> readable, Effort effort, ScanWatch watch)
      throws SQLException, ScanCancelledException {
    return effort.alone() ? pool.leaseMemory(readable, watch) : pool.lease(readable);
  }
}
