package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.engine.KeyEngine.Partition;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.truthound.KeySide.Piece;
import io.truthound.temporal.reader.LocalSources;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.SourceReaders;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of a partition as a relation of {@code ord}, {@code h} and the key's parts. Sources that
 * DuckDB reads where they lie are read again by every query; others are rewritten once, piece by
 * piece, and their keys are kept in a table.
 */
final class KeyFeed {
  /** Sources that one query reads; of more, the keys are kept in a table. */
  private static final int MOST_SOURCES = 64;

  private final KeySide side;
  private final KeySql keys;
  private final SourceReaders readers;
  private final Partition partition;
  private final String table;
  private boolean kept;

  /**
   * Creates a feed.
   *
   * @param side whose keys they are
   * @param table a name of its own within the instance
   */
  KeyFeed(KeySide side, KeySql keys, SourceReaders readers, Partition partition, String table) {
    this.side = side;
    this.keys = keys;
    this.readers = readers;
    this.partition = partition;
    this.table = table;
  }

  KeySide side() {
    return side;
  }

  /** Says whether keys go into a table, for which a folder is needed that DuckDB may read. */
  boolean rewrites() {
    return !readers.of(side.format()).readsInPlace();
  }

  /** Says whether every query reads its keys where they lie. */
  boolean readsInPlace() {
    return !rewrites() && files().size() <= MOST_SOURCES;
  }

  /** Says whether its keys are in a table of the instance. */
  boolean isKept() {
    return kept;
  }

  /** Returns the files that are read where they lie. */
  List<Path> files() {
    return rewrites() ? List.of() : LocalSources.files(side.pieces().stream().map(Piece::source));
  }

  /** Returns what an instance must be allowed to read. */
  List<Path> reach() {
    return rewrites() ? List.of() : LocalSources.reach(side.pieces().stream().map(Piece::source));
  }

  /**
   * Makes the keys ready to be asked for.
   *
   * @param scratch a folder of this work alone
   */
  void load(DuckDb db, Path scratch, ScanWatch watch)
      throws SQLException, RefusedException, IOException, ScanCancelledException {
    requireUnchanged();
    if (readsInPlace()) {
      return;
    }
    db.execute("CREATE TEMP TABLE " + table + " AS " + keys.nothing(), watch);
    for (Piece piece : side.pieces()) {
      try (OpenSource open = open(piece, scratch, watch)) {
        requireIntact(open, piece.source());
        db.execute(
            "INSERT INTO " + table + " " + partitioned(rows(open, piece, piece.segment().range())),
            watch);
      }
      watch.progress(piece.segment().range().count());
    }
    kept = true;
  }

  /** Returns all keys of the partition, as what goes after FROM. */
  String all(Path scratch, ScanWatch watch) throws IOException, ScanCancelledException {
    return first(side.rows(), scratch, watch);
  }

  /** Returns the keys among the first so many rows of all sources, as what goes after FROM. */
  String first(long rows, Path scratch, ScanWatch watch)
      throws IOException, ScanCancelledException {
    if (kept) {
      return rows >= side.rows() ? table : "(SELECT * FROM " + table + " WHERE ord < " + rows + ")";
    }
    List<String> queries = new ArrayList<>();
    for (Run run : runs(rows)) {
      try (OpenSource open = open(run.begin(), scratch, watch)) {
        long end = Math.min(rows, run.end());
        RowRange range =
            new RowRange(run.begin().segment().range().first(), end - run.begin().first());
        queries.add(rows(open, run.begin(), range));
      }
    }
    return queries.isEmpty()
        ? "(" + keys.nothing() + ")"
        : "(" + partitioned(String.join(" UNION ALL ", queries)) + ")";
  }

  /** Pieces of one source that follow each other. */
  private record Run(Piece begin, long end) {
    boolean isFollowedBy(Piece piece) {
      return begin.source().equals(piece.source()) && end == piece.first();
    }
  }

  private List<Run> runs(long rows) {
    List<Run> runs = new ArrayList<>();
    for (Piece piece : side.within(rows)) {
      int last = runs.size() - 1;
      if (last >= 0 && runs.get(last).isFollowedBy(piece)) {
        runs.set(last, new Run(runs.get(last).begin, piece.end()));
      } else {
        runs.add(new Run(piece, piece.end()));
      }
    }
    return runs;
  }

  private OpenSource open(Piece piece, Path scratch, ScanWatch watch)
      throws IOException, ScanCancelledException {
    List<Column> read =
        side.columns().stream().filter(each -> keys.columns().contains(each.name())).toList();
    return readers.open(
        readers.reader(side.format(), side.reading()),
        side.columns(),
        read,
        piece.source(),
        piece.segment(),
        scratch,
        watch);
  }

  private String rows(OpenSource open, Piece piece, RowRange rows) {
    boolean whole = rows.first() == 0 && rows.count() == piece.source().rows() && !rewrites();
    String wanted = whole ? "true" : open.within(rows);
    return keys.rows(
        open, open.relation(keys.columns(), rows) + " WHERE " + wanted, piece.before());
  }

  private String partitioned(String rows) {
    return partition.of() == 1
        ? rows
        : "SELECT * FROM (%s) WHERE h %% %d = %d"
            .formatted(rows, partition.of(), partition.number());
  }

  /** Refuses sources that are not those that were planned. */
  void requireUnchanged() throws RefusedException, IOException {
    Source before = null;
    for (Piece piece : side.pieces()) {
      if (!piece.source().equals(before)) {
        before = piece.source();
        String changed = LocalSources.difference(before);
        if (changed != null) {
          throw new RefusedException(FailureTypes.SOURCE_CHANGED, changed);
        }
      }
    }
  }

  private static void requireIntact(OpenSource open, Source source) throws RefusedException {
    if (!open.damage().isEmpty()) {
      throw new RefusedException(
          FailureTypes.DATA_UNREADABLE,
          "%s cannot be read: %s".formatted(source.uri(), open.damage().get(0).why()));
    }
  }
}
