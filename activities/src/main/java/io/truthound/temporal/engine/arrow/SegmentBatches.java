package io.truthound.temporal.engine.arrow;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.engine.MemoryExhaustedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.ColumnSql;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.SegmentDamage;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/**
 * What DuckDB answers for the readable rows of one segment, a few rows at a time: the row's number,
 * the columns, then, for each that is text in the source, what does not convert.
 */
final class SegmentBatches implements AutoCloseable {
  /** DuckDB's own step: a batch has no more rows, however wide they are. */
  private static final long ROWS = 2_048;

  private final ArrowScan scan;
  private final Segment segment;
  private final OpenSource open;
  private final DuckDb db;
  private final List<ArrowColumn> columns;
  private final List<String> texts;
  private final BufferAllocator allocator;
  private final Deque<RowRange> ranges;
  private final long expected;
  private long given;
  private @Nullable Answer answer;

  /** The answer of one query. */
  private record Answer(
      Statement statement, ScanWatch.Registration stop, ResultSet result, ArrowReader batches)
      implements AutoCloseable {
    @Override
    public void close() throws SQLException, IOException {
      try (statement;
          stop;
          result;
          batches) {
        // Closed in reverse order.
        return;
      }
    }
  }

  SegmentBatches(
      ArrowScan scan,
      Segment segment,
      OpenSource open,
      DuckDb db,
      List<ArrowColumn> columns,
      BufferAllocator allocator,
      List<RowRange> ranges) {
    this.scan = scan;
    this.segment = segment;
    this.open = open;
    this.db = db;
    this.columns = columns;
    this.texts =
        columns.stream()
            .map(column -> column.column().name())
            .filter(name -> open.column(name).inconvertible() != null)
            .toList();
    this.allocator = allocator;
    this.ranges = new ArrayDeque<>(ranges);
    OptionalLong known = open.relationRows();
    this.expected =
        known.isPresent() ? known.getAsLong() : ranges.stream().mapToLong(RowRange::count).sum();
  }

  Segment segment() {
    return segment;
  }

  /** Returns the columns that have vectors of what does not convert, in the vectors' order. */
  List<String> texts() {
    return texts;
  }

  /** Returns the next batch, valid until the next call; null after the last. */
  @Nullable VectorSchemaRoot next() throws IOException, ScanCancelledException {
    scan.watch().checkCancelled();
    try {
      while (answer != null || !ranges.isEmpty()) {
        ArrowReader batches = answer == null ? ask(ranges.remove()) : answer.batches();
        if (batches.loadNextBatch()) {
          given += batches.getVectorSchemaRoot().getRowCount();
          return batches.getVectorSchemaRoot();
        }
        closeAnswer();
      }
    } catch (SQLException | IOException | RuntimeException e) {
      scan.watch().checkCancelled();
      throw failed(e);
    }
    requireAllRows();
    return null;
  }

  private ArrowReader ask(RowRange rows) throws SQLException {
    Statement statement = db.connection().createStatement();
    ScanWatch.Registration stop = scan.watch().onCancel(() -> DuckDb.cancel(statement));
    try {
      ResultSet result = statement.executeQuery(query(rows));
      ArrowReader batches =
          (ArrowReader) result.unwrap(DuckDBResultSet.class).arrowExportStream(allocator, ROWS);
      answer = new Answer(statement, stop, result, batches);
      return batches;
    } catch (SQLException | RuntimeException e) {
      stop.close();
      statement.close();
      throw e;
    }
  }

  private String query(RowRange rows) {
    List<String> selected = new ArrayList<>();
    selected.add("CAST(" + open.rowNumber() + " AS BIGINT)");
    columns.forEach(each -> selected.add(each.sql(open.column(each.column().name()).value())));
    for (String text : texts) {
      ColumnSql column = open.column(text);
      selected.add(
          "CASE WHEN %s THEN CAST(%s AS VARCHAR) END"
              .formatted(column.inconvertible(), column.raw()));
    }
    List<String> names = columns.stream().map(ArrowColumn::column).map(Column::name).toList();
    return "SELECT "
        + String.join(", ", selected)
        + " FROM "
        + open.relation(names, rows)
        + " WHERE "
        + open.within(rows);
  }

  private IOException failed(Exception e) {
    String uri = scan.source(segment).uri();
    if (e instanceof OutOfMemoryException
        || String.valueOf(e.getMessage()).contains("memory limit")) {
      return new MemoryExhaustedException(
          "Cannot read %s as Arrow: %,d rows do not fit into %,d bytes (what helps: a larger memory limit of the worker, or fewer slots)"
              .formatted(uri, ROWS, allocator.getLimit()),
          e);
    }
    return e instanceof SQLException sql
        ? SegmentDamage.infrastructure(scan.source(segment), DuckDbErrors.withoutValues(sql))
        : new IOException("Cannot read %s as Arrow: %s".formatted(uri, e.getMessage()), e);
  }

  private void requireAllRows() throws IOException {
    if (given != expected) {
      throw new IOException(
          "Cannot read %s as Arrow: DuckDB gave %d of %d rows"
              .formatted(scan.source(segment).uri(), given, expected));
    }
  }

  private void closeAnswer() throws SQLException, IOException {
    Answer last = answer;
    answer = null;
    if (last != null) {
      last.close();
    }
  }

  /** Closes the source too. */
  @Override
  public void close() throws IOException {
    try (OpenSource source = open) {
      closeAnswer();
    } catch (SQLException e) {
      throw new IOException("Cannot close DuckDB's answer: " + e.getMessage(), e);
    }
  }
}
