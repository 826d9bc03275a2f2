package io.truthound.temporal.reader;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.engine.MemoryExhaustedException;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.plan.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.SQLException;

/** Tells data that cannot be read from machines that do not read. */
public record SegmentDamage(
    Segment segment, Source source, OpenSource open, SliceFindings findings) {

  /** Makes the chunks of rows ERROR. */
  public void unreadable(RowRange rows, String why) {
    findings.unreadable(
        segment,
        rows,
        source.uri(),
        FailureTypes.DATA_UNREADABLE,
        "rows %d to %d of %s cannot be read: %s"
            .formatted(rows.first(), rows.end() - 1, source.uri(), why));
  }

  /** Throws where the query failed for want of memory, or the file's bytes cannot be had. */
  public void requireData(SQLException failure) throws IOException {
    requireData(source, open, failure);
  }

  /** The same of any blocks of a source. */
  public static void requireData(Source source, OpenSource open, SQLException failure)
      throws IOException {
    if (DuckDbErrors.isOutOfMemory(failure)) {
      throw outOfMemory(source, failure);
    }
    for (Path file : open.files()) {
      try (FileChannel bytes = FileChannel.open(file)) {
        bytes.read(ByteBuffer.allocate(1));
      }
    }
  }

  private static MemoryExhaustedException outOfMemory(Source source, SQLException failure) {
    return MemoryExhaustedException.ofPages(cannotScan(source, failure), failure);
  }

  /** Returns what a query's failure means that no damaged data explains. */
  public static IOException infrastructure(Source source, SQLException failure) {
    return DuckDbErrors.isOutOfMemory(failure)
        ? outOfMemory(source, failure)
        : new IOException(cannotScan(source, failure), failure);
  }

  private static String cannotScan(Source source, SQLException failure) {
    return "Cannot scan %s: %s".formatted(source.uri(), DuckDbErrors.brief(failure));
  }
}
