package io.truthound.temporal.reader.parquet;

import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.reader.ByteRange;
import io.truthound.temporal.reader.SourceFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Knows where the parts of a file lie, so that only those are brought that are read. */
final class ParquetFooter {
  private static final int MAGIC = 4;

  /** The footer's length and the magic behind it. */
  private static final int TAIL = 8;

  /** Most footers are in here; a second request costs more than these bytes. */
  private static final long FIRST_LOOK = 64 << 10;

  /** A file that is read by one request. */
  private static final long SMALL = 512 << 10;

  /** Old writers do not say how long a filter is, but make it no longer than this. */
  private static final long MOST_OF_A_FILTER = 2 << 20;

  private ParquetFooter() {}

  /** Brings the marks and the footer of each file, if it has one. */
  static void bring(List<SourceFile> files, ScanWatch watch)
      throws IOException, ScanCancelledException {
    List<SourceFile.Arrival> looks = new ArrayList<>();
    for (SourceFile file : files) {
      if (file.supply() != SourceFile.Supply.ALL_THERE) {
        looks.add(file.begin(firstLook(file.size()), watch));
      }
    }
    for (SourceFile.Arrival look : looks) {
      look.await(watch);
    }
    for (SourceFile file : files) {
      if (file.supply() != SourceFile.Supply.ALL_THERE && file.size() > SMALL) {
        rest(file, watch);
      }
    }
  }

  private static List<ByteRange> firstLook(long size) {
    return size <= SMALL
        ? List.of(new ByteRange(0, size))
        : List.of(new ByteRange(0, MAGIC), ByteRange.between(size - FIRST_LOOK, size));
  }

  private static void rest(SourceFile file, ScanWatch watch)
      throws IOException, ScanCancelledException {
    long size = file.size();
    ByteBuffer tail = ByteBuffer.allocate(TAIL).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file.bytes())) {
      while (tail.hasRemaining() && channel.read(tail, size - TAIL + tail.position()) >= 0) {
        // a file may hand over a few bytes at a time
      }
    }
    long footer = Integer.toUnsignedLong(tail.getInt(0)) + TAIL;
    if (footer > FIRST_LOOK && footer < size) {
      file.bring(List.of(ByteRange.between(size - footer, size - FIRST_LOOK)), watch);
    }
  }

  /**
   * Returns where the chunks of some columns lie in the row groups that have some rows, and the
   * filters that go with them.
   *
   * @param file its footer is there
   */
  static List<ByteRange> chunks(
      DuckDb db, Path file, RowRange rows, List<String> columns, ScanWatch watch)
      throws SQLException, ScanCancelledException {
    if (columns.isEmpty()) {
      return List.of();
    }
    String wanted = columns.stream().map(Sql::text).collect(Collectors.joining(", ", "(", ")"));
    List<ByteRange> ranges = new ArrayList<>();
    db.query(
        "WITH chunks AS (SELECT * FROM parquet_metadata("
            + ParquetSql.list(List.of(file))
            + ")), groups AS (SELECT row_group_id, any_value(row_group_num_rows) AS its_rows,"
            + " coalesce(sum(any_value(row_group_num_rows)) OVER (ORDER BY row_group_id ROWS"
            + " BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS first FROM chunks"
            + " GROUP BY row_group_id)"
            + " SELECT dictionary_page_offset, data_page_offset, total_compressed_size,"
            + " bloom_filter_offset, bloom_filter_length FROM chunks JOIN groups USING"
            + (" (row_group_id) WHERE first < " + rows.end())
            + (" AND first + its_rows > " + rows.first())
            + (" AND split_part(path_in_schema, ', ', 1) IN " + wanted)
            + " ORDER BY row_group_id, column_id",
        watch,
        row -> {
          add(ranges, start(row), row.getLong(3));
          long filter = row.getLong(5);
          add(ranges, row.getLong(4), filter > 0 ? filter : MOST_OF_A_FILTER);
        });
    return ranges;
  }

  /** A chunk begins with its dictionary, if it has one. */
  private static long start(ResultSet row) throws SQLException {
    long dictionary = row.getLong(1);
    long data = row.getLong(2);
    return dictionary > 0 ? Math.min(dictionary, data) : data;
  }

  /** What a damaged footer says is left to the scan to find. */
  private static void add(List<ByteRange> ranges, long offset, long length) {
    if (offset > 0 && length > 0 && offset + length > offset) {
      ranges.add(new ByteRange(offset, length));
    }
  }
}
