package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.LocalSources;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.ScratchSlots;
import io.truthound.temporal.reader.SourceReaders;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Opens blocks of sources, and a DuckDB instance that reads them and nothing else. */
record OpenSegments(DuckDbPool pool, SourceReaders readers, ScratchSlots slots) {

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
   * @param columns the dataset's schema
   * @param planned files that the same instance may read where they are read in place: it serves
   *     slice after slice
   */
  void open(
      DatasetFormat format,
      List<Column> columns,
      List<Path> planned,
      Segment segment,
      Source source,
      ScanWatch watch,
      Work work)
      throws IOException, ScanCancelledException {
    Path file = LocalSources.path(source);
    Path scratch = slots.take();
    try (OpenSource open = readers.open(format, source, segment, columns, scratch, watch)) {
      boolean inPlace = open.readable().equals(List.of(file));
      try (DuckDbPool.Lease lease = pool.lease(inPlace ? planned : open.readable())) {
        work.run(open, scratch, lease.db());
        lease.sound();
      }
    } catch (SQLException e) {
      throw new IOException("Cannot scan %s: %s".formatted(source.uri(), DuckDbErrors.brief(e)), e);
    } finally {
      slots.give(scratch);
    }
  }
}
