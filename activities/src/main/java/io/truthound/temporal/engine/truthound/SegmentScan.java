package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.OpenSource.Damage;
import io.truthound.temporal.reader.SegmentDamage;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Counts all rules over the blocks of one source, chunk by chunk. Where a query fails on bad data,
 * each block is asked for by itself, so that only the damaged ones are lost.
 */
final class SegmentScan {
  private final Segment segment;
  private final Source source;
  private final OpenSource open;
  private final ScanQuery query;
  private final ChunkGroups chunks;
  private final DuckDb db;
  private final ScanWatch watch;
  private final SliceFindings findings;
  private final SegmentDamage damage;
  private final List<RowRange> readable = new ArrayList<>();
  private long counted;

  SegmentScan(
      Segment segment,
      Source source,
      OpenSource open,
      ScanQuery query,
      ChunkGroups chunks,
      DuckDb db,
      ScanWatch watch,
      SliceFindings findings) {
    this.segment = segment;
    this.source = source;
    this.open = open;
    this.query = query;
    this.chunks = chunks;
    this.db = db;
    this.watch = watch;
    this.findings = findings;
    this.damage = new SegmentDamage(segment, source, open, findings);
  }

  /**
   * Counts everything that can be read.
   *
   * @return the rows that were, as few ranges in row order
   * @throws IOException if not the data but the machine is at fault
   */
  List<RowRange> run() throws IOException, ScanCancelledException {
    if (!open.damage().isEmpty()) {
      scanAllBut(open.damage());
      return readable;
    }
    RowRange all = segment.range();
    try {
      scan(all);
      readable.add(all);
      requireAllRows();
    } catch (SQLException wholeFailed) {
      damage.requireData(wholeFailed);
      for (Block block : segment.blocks()) {
        scanAlone(block);
      }
    }
    return readable;
  }

  private void scanAllBut(List<Damage> known) throws IOException, ScanCancelledException {
    List<RowRange> damaged = known.stream().map(Damage::rows).toList();
    known.forEach(each -> damage.unreadable(each.rows(), each.why()));
    for (Block block : segment.blocks()) {
      if (!damaged.contains(new RowRange(block.firstRow(), block.rows()))) {
        scanAlone(block);
      }
    }
  }

  private void requireAllRows() throws IOException {
    OptionalLong expected = open.relationRows();
    if (expected.isPresent() && expected.getAsLong() != counted) {
      throw new IOException(
          "Cannot scan %s: DuckDB read %d of %d records"
              .formatted(source.uri(), counted, expected.getAsLong()));
    }
  }

  private void scanAlone(Block block) throws IOException, ScanCancelledException {
    RowRange rows = new RowRange(block.firstRow(), block.rows());
    try {
      scan(rows);
      readable.add(rows);
    } catch (SQLException blockFailed) {
      damage.requireData(blockFailed);
      damage.unreadable(rows, DuckDbErrors.brief(blockFailed));
    }
  }

  private void scan(RowRange rows) throws SQLException, IOException, ScanCancelledException {
    Optional<String> quick = open.quickRelation(query.columns(), rows);
    if (quick.isPresent()) {
      try {
        scan(quick.get(), rows);
        return;
      } catch (SQLException asksForCare) {
        damage.requireData(asksForCare);
      }
    }
    scan(open.relation(query.columns(), rows), rows);
  }

  private void scan(String relation, RowRange rows) throws SQLException, ScanCancelledException {
    List<long[]> groups = new ArrayList<>();
    for (RowRange piece : chunks.pieces(rows)) {
      db.query(
          query.over(relation, piece),
          watch,
          row -> {
            long[] group = new long[query.width() + 1];
            for (int at = 0; at < group.length; at++) {
              group[at] = row.getLong(at + 1);
            }
            groups.add(group);
          });
      watch.progress(piece.count());
    }
    groups.forEach(this::count);
    counted += groups.stream().mapToLong(group -> group[1]).sum();
  }

  private void count(long[] group) {
    long[] counts = Arrays.copyOfRange(group, 1, group.length);
    query.count(segment.firstChunk() + group[0], counts, findings);
  }
}
