package io.truthound.temporal.reader.csv;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the header and the blocks of a CSV file in one pass. */
public final class CsvIndexer {
  /** How many records a block has, whatever the configuration. */
  public static final long RECORDS_PER_BLOCK = 65_536;

  private CsvIndexer() {}

  /** Indexes a file in blocks of {@link #RECORDS_PER_BLOCK} records, hearing of no progress. */
  public static CsvIndex index(Path file, CsvDialect dialect) throws IOException {
    return index(file, dialect, RECORDS_PER_BLOCK, ScanProgress.NONE);
  }

  /**
   * Indexes a file: reads every byte once and holds a few MiB at most. A header without records
   * gives no blocks.
   *
   * @throws CsvFormatException if the file is empty, is not CSV in UTF-8, or its header is
   *     malformed or has an empty or repeated name
   */
  public static CsvIndex index(
      Path file, CsvDialect dialect, long recordsPerBlock, ScanProgress progress)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return index(channel, file.toString(), dialect, recordsPerBlock, progress);
    }
  }

  /**
   * Indexes text as it arrives; offsets count from its first byte, and {@code name} stands for it
   * in messages. The channel stays open.
   *
   * @throws CsvFormatException as for a file
   */
  public static CsvIndex index(
      ReadableByteChannel text,
      String name,
      CsvDialect dialect,
      long recordsPerBlock,
      ScanProgress progress)
      throws IOException {
    if (recordsPerBlock < 1) {
      throw new IllegalArgumentException("Invalid records per block: " + recordsPerBlock);
    }
    ByteWindow window = new ByteWindow(text, 0, Long.MAX_VALUE, ByteWindow.CAPACITY, progress);
    try {
      return index(window, dialect, recordsPerBlock);
    } catch (CsvFormatException e) {
      throw new CsvFormatException("Cannot read " + name + ": " + e.getMessage());
    }
  }

  /** Reads no more of a file than its header. */
  static List<String> columns(Path file, CsvDialect dialect) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteWindow window =
          new ByteWindow(channel, 0, Long.MAX_VALUE, ByteWindow.CAPACITY, ScanProgress.NONE);
      return CsvHeader.names(header(window, dialect), dialect);
    }
  }

  private static CsvIndex index(ByteWindow window, CsvDialect dialect, long recordsPerBlock)
      throws IOException {
    if (!dialect.header()) {
      throw new IllegalArgumentException("Cannot index text without a header as it arrives");
    }
    CsvRecordScanner scanner = header(window, dialect);
    List<String> columns = CsvHeader.names(scanner, dialect);
    scanner.expectFields(columns.size());
    return new CsvIndex(columns, blocks(scanner, 0, recordsPerBlock));
  }

  /** Returns a scanner that stands at the header. */
  static CsvRecordScanner header(ByteWindow window, CsvDialect dialect) throws IOException {
    while (window.limit() < CsvPreamble.LENGTH && window.refill(0)) {
      // a stream may hand over a few bytes at a time
    }
    int textStart = CsvPreamble.textStart(window.bytes(), window.limit());
    CsvRecordScanner scanner = new CsvRecordScanner(window, dialect, textStart);
    if (!scanner.next()) {
      throw new CsvFormatException("it is empty: no header");
    }
    return scanner;
  }

  /** Returns the blocks of all records that a scanner has yet to find. */
  static List<CsvBlock> blocks(CsvRecordScanner scanner, long firstRecord, long recordsPerBlock)
      throws IOException {
    return blocks(scanner, firstRecord, recordsPerBlock, Integer.MAX_VALUE);
  }

  /** The same, but no more than some blocks. */
  static List<CsvBlock> blocks(
      CsvRecordScanner scanner, long firstRecord, long recordsPerBlock, int most)
      throws IOException {
    List<CsvBlock> blocks = new ArrayList<>();
    long first = firstRecord;
    boolean more = scanner.next();
    while (more && blocks.size() < most) {
      long offset = scanner.startOffset();
      long end;
      long records = 0;
      long malformed = 0;
      do {
        records++;
        malformed += scanner.malformed() == null ? 0 : 1;
        end = scanner.endOffset();
        more = scanner.next();
      } while (more && records < recordsPerBlock);
      blocks.add(new CsvBlock(first, records, malformed, offset, end - offset));
      first += records;
    }
    return blocks;
  }
}
