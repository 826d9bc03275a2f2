package io.truthound.temporal.engine.arrow;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.SliceReader;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.LocalSources;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.SegmentDamage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Reads a slice segment by segment. One DuckDB instance and one scratch folder serve all. */
final class DuckDbSliceReader extends SliceReader {
  private final ArrowScan scan;
  private final Opening opening;
  private final List<ArrowColumn> columns;
  private final Path scratch;
  private final List<Path> reach;
  private final DuckDbPool.Streaming db;
  private final TextFindings texts;
  private final Deque<Segment> segments;
  private @Nullable SegmentBatches batches;
  private @Nullable Current current;
  private long bytes;
  private boolean closed;

  /** The rows that were handed out last. */
  private record Current(SegmentBatches batches, VectorSchemaRoot batch, BatchRun run) {
    boolean isLast() {
      return run.end() == batch.getRowCount();
    }
  }

  private DuckDbSliceReader(
      ArrowScan scan,
      Opening opening,
      List<ArrowColumn> columns,
      BufferAllocator allocator,
      Path scratch,
      List<Path> reach,
      DuckDbPool.Streaming db) {
    super(allocator);
    this.scan = scan;
    this.opening = opening;
    this.columns = columns;
    this.scratch = scratch;
    this.reach = reach;
    this.db = db;
    this.texts = new TextFindings(scan, names());
    this.segments = new ArrayDeque<>(scan.slice().segments());
  }

  static DuckDbSliceReader open(
      ArrowScan scan, Opening opening, List<String> names, BufferAllocator allocator)
      throws IOException {
    List<ArrowColumn> columns = columns(scan.plan(), names);
    Path scratch = opening.slots().take();
    try {
      List<Path> reach = reach(scan, scratch);
      DuckDbPool.Streaming db = opening.pool().openStreaming(reach);
      return new DuckDbSliceReader(scan, opening, columns, allocator, scratch, reach, db);
    } catch (SQLException e) {
      opening.slots().give(scratch);
      throw new IOException("Cannot start DuckDB: " + e.getMessage(), e);
    }
  }

  private static List<ArrowColumn> columns(BatchPlan plan, List<String> names) {
    List<ArrowColumn> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(
          plan.readColumns().stream()
              .filter(column -> column.name().equals(name))
              .map(ArrowColumn::new)
              .findFirst()
              .orElseThrow(() -> unread(plan, name)));
    }
    return columns;
  }

  private static IllegalArgumentException unread(BatchPlan plan, String name) {
    return new IllegalArgumentException(
        "Cannot open column \"%s\": prepare did not say that it is read (read: %s)"
            .formatted(
                name, String.join(", ", plan.readColumns().stream().map(Column::name).toList())));
  }

  private static List<Path> reach(ArrowScan scan, Path scratch) {
    List<Path> reach =
        new ArrayList<>(LocalSources.reach(scan.slice().segments().stream().map(scan::source)));
    reach.add(scratch);
    return reach;
  }

  private List<String> names() {
    return columns.stream().map(column -> column.column().name()).toList();
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  protected Schema readSchema() {
    return new Schema(columns.stream().map(ArrowColumn::field).toList());
  }

  @Override
  public boolean loadNextBatch() throws IOException {
    prepareLoadNextBatch();
    VectorSchemaRoot root = getVectorSchemaRoot();
    root.clear();
    try {
      current = next();
    } catch (ScanCancelledException stopped) {
      throw (IOException) new InterruptedIOException(stopped.getMessage()).initCause(stopped);
    }
    if (current == null) {
      return false;
    }
    give(current, root);
    return true;
  }

  private @Nullable Current next() throws IOException, ScanCancelledException {
    if (current != null && !current.isLast()) {
      return run(current.batches(), current.batch(), current.run().end());
    }
    while (batches != null || !segments.isEmpty()) {
      if (batches == null) {
        batches = openSegment(segments.remove());
      }
      VectorSchemaRoot batch = batches == null ? null : batches.next();
      if (batches != null && batch != null) {
        return run(batches, batch, 0);
      }
      closeSegment();
    }
    return null;
  }

  private Current run(SegmentBatches batches, VectorSchemaRoot batch, int from) {
    BigIntVector numbers = (BigIntVector) batch.getVector(0);
    return new Current(batches, batch, BatchRun.at(from, numbers, batches.segment(), scan.plan()));
  }

  /** Returns nothing where the source is not the one that was planned. */
  private @Nullable SegmentBatches openSegment(Segment segment)
      throws IOException, ScanCancelledException {
    if (!scan.isAsPlanned(segment)) {
      return null;
    }
    Source source = scan.source(segment);
    OpenSource open = opening.readers().open(scan.plan(), source, segment, scratch, scan.watch());
    boolean opened = false;
    try {
      List<Column> read = columns.stream().map(ArrowColumn::column).toList();
      List<RowRange> readable =
          new ReadableRows(scan, opening.pool(), reach, segment, open, read).find();
      texts.malformed(segment, open.malformed());
      opened = true;
      return new SegmentBatches(scan, segment, open, db.db(), columns, allocator, readable);
    } catch (SQLException e) {
      throw SegmentDamage.infrastructure(source, e);
    } finally {
      if (!opened) {
        open.close();
      }
    }
  }

  private void closeSegment() throws IOException {
    SegmentBatches last = batches;
    batches = null;
    current = null;
    if (last != null) {
      last.close();
    }
  }

  /** Hands rows out: slices of DuckDB's vectors. */
  private void give(Current rows, VectorSchemaRoot root) {
    BatchRun run = rows.run();
    for (int at = 0; at < columns.size(); at++) {
      FieldVector given = root.getVector(at);
      rows.batch()
          .getVector(at + 1)
          .makeTransferPair(given)
          .splitAndTransfer(run.from(), run.rows());
      bytes += given.getBufferSize();
    }
    root.setRowCount(run.rows());
    texts.rows(run);
    for (String column : rows.batches().texts()) {
      texts.cells(
          column, rows.batches().segment(), run, root.getVector(column), text(rows, column));
    }
    scan.watch().progress(run.rows());
  }

  private FieldVector text(Current rows, String column) {
    return rows.batch().getVector(1 + columns.size() + rows.batches().texts().indexOf(column));
  }

  @Override
  public long chunk() {
    return current().run().chunk();
  }

  @Override
  public String source() {
    return scan.source(current().batches().segment()).uri();
  }

  @Override
  public long firstRow() {
    return current().run().firstRow();
  }

  @Override
  public @Nullable String inconvertible(String column, int row) {
    Current rows = current();
    if (!rows.batches().texts().contains(column)) {
      return null;
    }
    Object text = text(rows, column).getObject(rows.run().from() + row);
    return text == null ? null : text.toString();
  }

  private Current current() {
    if (current == null) {
      throw new IllegalStateException("No batch is loaded");
    }
    return current;
  }

  @Override
  public long bytesRead() {
    return bytes;
  }

  @Override
  protected void closeReadSource() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (DuckDbPool.Streaming last = db) {
      closeSegment();
    } catch (SQLException e) {
      throw new IOException("Cannot close DuckDB: " + e.getMessage(), e);
    } finally {
      opening.slots().give(scratch);
    }
  }
}
