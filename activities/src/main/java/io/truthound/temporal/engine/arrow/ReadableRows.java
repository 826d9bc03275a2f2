package io.truthound.temporal.engine.arrow;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.OpenSource.Damage;
import io.truthound.temporal.reader.SegmentDamage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the rows of a segment that can be read, before any of them is handed out: an engine must
 * not count the rows of half a block. What was rewritten has been read already; else DuckDB reads
 * the columns once and answers nothing.
 */
final class ReadableRows {
  private final ArrowScan scan;
  private final DuckDbPool pool;
  private final List<Path> reach;
  private final Segment segment;
  private final OpenSource open;
  private final List<Column> columns;
  private final SegmentDamage damage;

  ReadableRows(
      ArrowScan scan,
      DuckDbPool pool,
      List<Path> reach,
      Segment segment,
      OpenSource open,
      List<Column> columns) {
    this.scan = scan;
    this.pool = pool;
    this.reach = reach;
    this.segment = segment;
    this.open = open;
    this.columns = columns;
    this.damage = new SegmentDamage(segment, scan.source(segment), open, scan.findings());
  }

  /** Returns them, as few ranges in row order, and tells the findings of all others. */
  List<RowRange> find() throws SQLException, IOException, ScanCancelledException {
    if (open.damage().isEmpty() && open.relationRows().isPresent()) {
      return List.of(segment.range());
    }
    if (!open.damage().isEmpty()) {
      List<RowRange> damaged = open.damage().stream().map(Damage::rows).toList();
      for (Damage each : open.damage()) {
        unreadable(each.rows(), each.why());
      }
      return blocks().stream().filter(rows -> !damaged.contains(rows)).toList();
    }
    return readByDuckDb();
  }

  private List<RowRange> blocks() {
    return segment.blocks().stream().map(ReadableRows::rows).toList();
  }

  private static RowRange rows(Block block) {
    return new RowRange(block.firstRow(), block.rows());
  }

  private List<RowRange> readByDuckDb() throws SQLException, IOException, ScanCancelledException {
    try (DuckDbPool.Lease lease = pool.lease(reach)) {
      try {
        read(lease.db(), segment.range());
        lease.sound();
        return List.of(segment.range());
      } catch (SQLException wholeFailed) {
        damage.requireData(wholeFailed);
        return readBlocks(lease.db());
      }
    }
  }

  private List<RowRange> readBlocks(DuckDb db) throws IOException, ScanCancelledException {
    List<RowRange> readable = new ArrayList<>();
    for (RowRange rows : blocks()) {
      try {
        read(db, rows);
        readable.add(rows);
      } catch (SQLException blockFailed) {
        damage.requireData(blockFailed);
        unreadable(rows, DuckDbErrors.brief(blockFailed));
      }
    }
    return readable;
  }

  private void read(DuckDb db, RowRange rows) throws SQLException, ScanCancelledException {
    StringBuilder sql = new StringBuilder("SELECT count(*)");
    for (Column column : columns) {
      sql.append(", count(").append(open.column(column.name()).value()).append(')');
    }
    List<String> names = columns.stream().map(Column::name).toList();
    sql.append(" FROM ").append(open.relation(names, rows));
    sql.append(" WHERE ").append(open.within(rows));
    ScanWatch watch = scan.watch();
    db.query(sql.toString(), watch, row -> {});
  }

  private void unreadable(RowRange rows, String why) {
    if (scan.isNews("rows %d of source %d".formatted(rows.first(), segment.source()))) {
      damage.unreadable(rows, why);
    }
  }
}
