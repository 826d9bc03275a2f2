package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.engine.KeyEngine.FailingKey;
import io.truthound.temporal.engine.KeyEngine.Keys;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.engine.SliceFindings.FoundRow;
import io.truthound.temporal.engine.truthound.FailingRows.ChunkRange;
import io.truthound.temporal.engine.truthound.KeySide.Piece;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.reader.LocalSources;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.rule.Rule;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Fetches the values of rows whose place is known. */
record KeySamples(Keys keys, KeySide side, OpenSegments segments, ScanWatch watch) {

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
    BatchPlan plan = keys.plan();
    List<FailingKey> fetched = new ArrayList<>();
    segments.untilItFits(
        1,
        watch,
        () -> {},
        (effort, its) ->
            segments.open(
                plan,
                List.of(LocalSources.path(piece.source())),
                piece.segment(),
                piece.source(),
                effort,
                its,
                (open, scratch, db) -> {
                  for (FoundRow row : found(piece, places, open, db, its)) {
                    fetched.add(new FailingKey(piece.before() + row.row().row(), row.row()));
                  }
                }));
    return fetched;
  }

  private List<FoundRow> found(
      Piece piece, List<Long> places, OpenSource open, DuckDb db, ScanWatch its)
      throws SQLException, ScanCancelledException {
    BatchPlan plan = keys.plan();
    SliceFindings found = new SliceFindings(plan, piece.slice());
    long last = plan.chunksOf(piece.segment()).chunkOf(piece.segment().range().end() - 1);
    new FailingRows(plan, piece.segment(), piece.source(), open, db, its, found, types())
        .fetch(
            those(open, piece, places),
            new TreeSet<>(rule().columns()),
            List.of(piece.segment().range()),
            new ChunkRange(0, piece.segment().firstChunk() + last),
            places.size());
    return found.failingRows(keys.rule());
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
