package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.SourceChunks;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.result.FailingRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the first failing rows of rules that a scan has counted: a second query, lowest first.
 */
final class FailingRows {
  private final BatchPlan plan;
  private final Segment segment;
  private final Source source;
  private final OpenSource open;
  private final DuckDb db;
  private final ScanWatch watch;
  private final SliceFindings findings;
  private final Map<String, DataType> types;
  private final SourceChunks cut;

  FailingRows(
      BatchPlan plan,
      Segment segment,
      Source source,
      OpenSource open,
      DuckDb db,
      ScanWatch watch,
      SliceFindings findings,
      Map<String, DataType> types) {
    this.plan = plan;
    this.segment = segment;
    this.source = source;
    this.open = open;
    this.db = db;
    this.watch = watch;
    this.findings = findings;
    this.types = types;
    this.cut = plan.chunksOf(segment);
  }

  /**
   * Fetches a rule's failing rows.
   *
   * @param reads the columns that the rule reads
   * @param readable the rows that the scan could read
   * @param chunks the chunks to look in, by number among all chunks
   * @param most how many rows at the most
   */
  void fetch(
      CompiledRule rule, Set<String> reads, List<RowRange> readable, ChunkRange chunks, int most)
      throws SQLException, ScanCancelledException {
    String failing = rule.failing();
    int left = most;
    for (RowRange range : within(readable, chunks)) {
      if (left <= 0 || failing == null) {
        return;
      }
      List<FailingRow> rows = rows(new Breach(rule, failing, reads), range, left);
      rows.forEach(row -> findings.failingRow(rule.index(), chunkOf(row), row));
      left -= rows.size();
    }
  }

  /** A rule, the condition that a row broke it, and the columns that both read. */
  private record Breach(CompiledRule rule, String failing, Set<String> reads) {}

  /**
   * Returns failing rows with their keys. No rule reads keys, so the scan has not: where they are
   * damaged, each block is asked for by itself, and the rows of damaged ones say so.
   */
  private List<FailingRow> rows(Breach breach, RowRange range, int most)
      throws SQLException, ScanCancelledException {
    try {
      return rows(breach, range, most, true);
    } catch (SQLException e) {
      if (plan.keys().isEmpty() || DuckDbErrors.isOutOfMemory(e)) {
        throw e;
      }
    }
    List<FailingRow> rows = new ArrayList<>();
    for (Block block : segment.blocks()) {
      long from = Math.max(range.first(), block.firstRow());
      long to = Math.min(range.end(), block.endRow());
      if (from < to && rows.size() < most) {
        rows.addAll(rowsOfBlock(breach, new RowRange(from, to - from), most - rows.size()));
      }
    }
    return rows;
  }

  private List<FailingRow> rowsOfBlock(Breach breach, RowRange range, int most)
      throws SQLException, ScanCancelledException {
    try {
      return rows(breach, range, most, true);
    } catch (SQLException e) {
      if (DuckDbErrors.isOutOfMemory(e)) {
        throw e;
      }
      return rows(breach, range, most, false);
    }
  }

  private List<FailingRow> rows(Breach breach, RowRange range, int most, boolean withKeys)
      throws SQLException, ScanCancelledException {
    List<FailingRow> rows = new ArrayList<>();
    db.query(
        query(breach, range, most, withKeys),
        watch,
        row -> rows.add(shown(breach.rule(), row, withKeys)));
    return rows;
  }

  /** A run of chunks, by number among all chunks. */
  record ChunkRange(long first, long last) {}

  private List<RowRange> within(List<RowRange> readable, ChunkRange chunks) {
    long first = cut.firstRow(Math.max(0, chunks.first() - segment.firstChunk()));
    long end = cut.endRow(chunks.last() - segment.firstChunk(), source.rows());
    List<RowRange> ranges = new ArrayList<>();
    for (RowRange range : readable) {
      long from = Math.max(first, range.first());
      long to = Math.min(end, range.end());
      if (from < to) {
        ranges.add(new RowRange(from, to - from));
      }
    }
    return ranges;
  }

  private String query(Breach breach, RowRange rows, int most, boolean withKeys) {
    List<String> shown = new ArrayList<>();
    shown.add(open.rowNumber() + " AS row_number_in_source");
    breach
        .rule()
        .columns()
        .forEach(column -> shown.addAll(Shown.sql(open.column(column), typeOf(column))));
    List<String> keys = withKeys ? plan.keys() : List.of();
    keys.forEach(column -> shown.addAll(Shown.sql(open.column(column), typeOf(column))));
    Set<String> read = new TreeSet<>(breach.reads());
    read.addAll(keys);
    return "SELECT "
        + String.join(", ", shown)
        + " FROM "
        + open.relation(read, rows)
        + " WHERE "
        + open.within(rows)
        + " AND ("
        + breach.failing()
        // One thread scans in row order, so the limit ends the scan at the lowest rows.
        + ") LIMIT "
        + most;
  }

  private DataType typeOf(String column) {
    DataType type = types.get(column);
    if (type == null) {
      throw new IllegalStateException("The plan has no column " + column);
    }
    return type;
  }

  private FailingRow shown(CompiledRule rule, ResultSet row, boolean withKeys) throws SQLException {
    long number = row.getLong(1);
    Shown shown = new Shown(row, 2);
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (String column : rule.columns()) {
      values.put(column, shown.next(open.column(column)));
    }
    Map<String, @Nullable Object> key = new LinkedHashMap<>();
    for (String column : plan.keys()) {
      key.put(column, withKeys ? shown.next(open.column(column)) : FailingRow.UNREADABLE);
    }
    return new FailingRow(source.uri(), number, values, key);
  }

  private long chunkOf(FailingRow row) {
    return segment.firstChunk() + cut.chunkOf(row.row());
  }
}
