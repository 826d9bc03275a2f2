package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.engine.KeyEngine.FailingKey;
import io.truthound.temporal.engine.KeyEngine.Keys;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.engine.truthound.FailingRows.ChunkRange;
import io.truthound.temporal.engine.truthound.KeySide.Piece;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.ScratchSlots;
import io.truthound.temporal.reader.SourceReaders;
import io.truthound.temporal.rule.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Fetches the values of rows whose place is known. */
record KeySamples(
    Keys keys,
    KeySide side,
    SourceReaders readers,
    DuckDbPool pool,
    ScratchSlots slots,
    ScanWatch watch) {

  /**
   * Fetches rows with their values.
   *
   * @param places their places among all rows, ascending
   */
  List<FailingKey> fetch(List<Long> places) throws IOException, ScanCancelledException {
    List<FailingKey> rows = new ArrayList<>();
    for (Piece piece : side.pieces()) {
      List<Long> own =
          places.stream().filter(at -> at >= piece.first() && at < piece.end()).toList();
      if (!own.isEmpty()) {
        rows.addAll(fetch(piece, own));
      }
    }
    return rows;
  }

  private List<FailingKey> fetch(Piece piece, List<Long> places)
      throws IOException, ScanCancelledException {
    Path scratch = slots.take();
    try (OpenSource open =
            readers.open(keys.plan(), piece.source(), piece.segment(), scratch, watch);
        DuckDbPool.Lease lease = pool.lease(open.readable())) {
      SliceFindings found = new SliceFindings(keys.plan(), piece.slice());
      FailingRows rows =
          new FailingRows(
              keys.plan(),
              piece.segment(),
              piece.source(),
              open,
              lease.db(),
              watch,
              found,
              types());
      long last = keys.plan().chunksOf(piece.segment()).chunkOf(piece.segment().range().end() - 1);
      rows.fetch(
          those(open, piece, places),
          new TreeSet<>(rule().columns()),
          List.of(piece.segment().range()),
          new ChunkRange(0, piece.segment().firstChunk() + last),
          places.size());
      lease.sound();
      return found.failingRows(keys.rule()).stream()
          .map(row -> new FailingKey(piece.before() + row.row().row(), row.row()))
          .toList();
    } catch (SQLException e) {
      throw new IOException(
          "Cannot read failing rows of %s: %s"
              .formatted(piece.source().uri(), DuckDbErrors.brief(e)),
          e);
    } finally {
      slots.give(scratch);
    }
  }

  private Rule rule() {
    return keys.plan().rules().get(keys.rule());
  }

  private CompiledRule those(OpenSource open, Piece piece, List<Long> places) {
    String numbers =
        places.stream()
            .map(at -> Long.toString(at - piece.before()))
            .collect(Collectors.joining(", "));
    return new CompiledRule(
        keys.rule(),
        null,
        null,
        open.rowNumber() + " IN (" + numbers + ")",
        null,
        rule().columns());
  }

  private Map<String, DataType> types() {
    Map<String, DataType> types = new TreeMap<>();
    for (Column column : side.columns()) {
      types.put(column.name(), column.type());
    }
    return types;
  }
}
