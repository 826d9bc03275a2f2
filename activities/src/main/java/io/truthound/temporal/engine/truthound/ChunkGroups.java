package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.plan.ChunkCuts;
import io.truthound.temporal.plan.ChunkGrid;
import io.truthound.temporal.plan.SourceChunks;
import java.util.ArrayList;
import java.util.List;

/** Groups the rows of a source by chunk in SQL, so many chunks at a time as a query can take. */
interface ChunkGroups {

  /** Writes the chunk of a row, counted within its source, for rows of this range alone. */
  String sql(String rowNumber, RowRange rows);

  /** Cuts a range into ranges that one query each can group. */
  List<RowRange> pieces(RowRange rows);

  static ChunkGroups of(SourceChunks chunks) {
    return chunks.accept(
        new SourceChunks.Visitor<>() {
          @Override
          public ChunkGroups grid(ChunkGrid grid) {
            return new Grid(grid);
          }

          @Override
          public ChunkGroups cuts(ChunkCuts cuts) {
            return new Cuts(cuts);
          }
        });
  }

  /** Chunks of one length: a division. */
  record Grid(ChunkGrid grid) implements ChunkGroups {
    /** Groups of one answer, held in memory until the answer is whole. */
    private static final long MOST_CHUNKS = 131_072;

    @Override
    public String sql(String rowNumber, RowRange rows) {
      long first = grid.chunkOf(rows.first());
      return first == grid.chunkOf(rows.end() - 1)
          ? Long.toString(first)
          : rowNumber + " // " + grid.chunkSize();
    }

    @Override
    public List<RowRange> pieces(RowRange rows) {
      if (grid.chunkSize() > rows.count() / MOST_CHUNKS) {
        return List.of(rows);
      }
      long size = MOST_CHUNKS * grid.chunkSize();
      List<RowRange> pieces = new ArrayList<>();
      for (long first = rows.first(); first < rows.end(); first += size) {
        pieces.add(new RowRange(first, Math.min(size, rows.end() - first)));
      }
      return pieces;
    }
  }

  /** Chunks of any length: a tree of comparisons. */
  record Cuts(ChunkCuts cuts) implements ChunkGroups {
    /** Leaves of one tree: its text is parsed for every query. */
    private static final long MOST_CHUNKS = 4_096;

    @Override
    public String sql(String rowNumber, RowRange rows) {
      StringBuilder sql = new StringBuilder();
      write(sql, rowNumber, cuts.chunkOf(rows.first()), cuts.chunkOf(rows.end() - 1));
      return sql.toString();
    }

    private void write(StringBuilder sql, String rowNumber, long first, long last) {
      if (first == last) {
        sql.append(first);
        return;
      }
      long middle = first + (last - first + 1) / 2;
      sql.append("CASE WHEN ").append(rowNumber).append(" < ").append(cuts.firstRow(middle));
      sql.append(" THEN ");
      write(sql, rowNumber, first, middle - 1);
      sql.append(" ELSE ");
      write(sql, rowNumber, middle, last);
      sql.append(" END");
    }

    @Override
    public List<RowRange> pieces(RowRange rows) {
      long last = cuts.chunkOf(rows.end() - 1);
      List<RowRange> pieces = new ArrayList<>();
      for (long first = rows.first(); first < rows.end(); ) {
        long piecesLast = Math.min(last, cuts.chunkOf(first) + MOST_CHUNKS - 1);
        long end = piecesLast == last ? rows.end() : cuts.firstRow(piecesLast + 1);
        pieces.add(new RowRange(first, end - first));
        first = end;
      }
      return pieces;
    }
  }
}
