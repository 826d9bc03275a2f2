package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.Reading;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
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
   */
  void open(
      SourceReader reader,
      List<Column> all,
      List<Column> read,
      List<Path> planned,
      Segment segment,
      Source source,
      ScanWatch watch,
      Work work)
      throws IOException, ScanCancelledException {
    Path file = LocalSources.path(source);
    Path scratch = slots.take();
    try (OpenSource open = readers.open(reader, all, read, source, segment, scratch, watch)) {
      boolean inPlace = open.readable().equals(List.of(file));
      try (DuckDbPool.Lease lease = pool.lease(inPlace ? planned : open.readable())) {
        work.run(open, scratch, lease.db());
        lease.sound();
      }
    } catch (SQLException e) {
      throw SegmentDamage.infrastructure(source, e);
    } finally {
      slots.give(scratch);
    }
  }
}
