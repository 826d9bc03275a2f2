package io.truthound.temporal.reader.csv;

import io.truthound.temporal.reader.Pieces;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the header and the blocks of a CSV file like {@link CsvIndexer}, but in several pieces at
 * once and line by line as far as records are lines, and says which blocks are plain.
 */
final class CsvFileIndexer {
  private static final long BYTES_PER_PIECE = 8L << 20;

  /** A plain block is read as one file, which DuckDB may hold in memory. */
  private static final long MOST_PLAIN_BYTES = 32L << 20;

  /** How far to look for the first lines before records are read one by one: not far, then far. */
  private static final List<Long> FIRST_LOOK_BYTES = List.of(4L << 20, 16L << 20);

  private final FileChannel file;
  private final long size;
  private final CsvDialect dialect;
  private final long recordsPerBlock;
  private final long bytesPerPiece;
  private final ScanProgress progress;

  private CsvFileIndexer(
      FileChannel file,
      long size,
      CsvDialect dialect,
      long recordsPerBlock,
      long bytesPerPiece,
      ScanProgress progress) {
    this.file = file;
    this.size = size;
    this.dialect = dialect;
    this.recordsPerBlock = recordsPerBlock;
    this.bytesPerPiece = bytesPerPiece;
    this.progress = progress;
  }

  /**
   * Indexes a file; holds a few MiB.
   *
   * @param look is called by the calling thread
   * @throws CsvFormatException as {@link CsvIndexer} does
   */
  static CsvIndex index(Path file, CsvDialect dialect, FirstLook look, ScanProgress progress)
      throws IOException {
    return index(file, dialect, CsvIndexer.RECORDS_PER_BLOCK, BYTES_PER_PIECE, look, progress);
  }

  /** Looks at the first records while the others are counted. */
  @FunctionalInterface
  interface FirstLook {
    /** Looks at nothing. */
    FirstLook NONE = (columns, block) -> {};

    /** Takes the names of the columns and the first block; not called if there are no records. */
    void at(List<String> columns, CsvBlock block) throws IOException;
  }

  static CsvIndex index(
      Path file,
      CsvDialect dialect,
      long recordsPerBlock,
      long bytesPerPiece,
      FirstLook look,
      ScanProgress progress)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return new CsvFileIndexer(
              channel, channel.size(), dialect, recordsPerBlock, bytesPerPiece, progress)
          .index(look);
    } catch (CsvFormatException e) {
      throw new CsvFormatException("Cannot read " + file + ": " + e.getMessage());
    }
  }

  private CsvIndex index(FirstLook look) throws IOException {
    CsvRecordScanner header = CsvIndexer.header(window(0, size), dialect);
    List<String> columns = CsvHeader.names(header, dialect);
    long from = dialect.header() ? header.endOffset() : header.startOffset();
    CsvRecordScanner records = dialect.header() ? header : scannerFrom(from);
    records.expectFields(columns.size());
    Pieces.Errand<RuntimeException> errand =
        () -> {
          CsvBlock lines = firstLines(from, columns.size());
          List<CsvBlock> first =
              lines == null ? CsvIndexer.blocks(records, 0, recordsPerBlock, 1) : List.of(lines);
          for (CsvBlock block : first) {
            look.at(columns, block);
          }
        };
    List<LineTally> tallies =
        new LineScans(file, size, dialect, columns.size(), from, bytesPerPiece)
            .run(errand, progress);
    return new CsvIndex(columns, blocks(tallies, from, columns.size()));
  }

  /** Returns a block of the first records where all are lines; null where that is not certain. */
  private @Nullable CsvBlock firstLines(long from, int columns) throws IOException {
    long wanted = Math.min(recordsPerBlock, TypeSurvey.RECORDS);
    for (long bytes : FIRST_LOOK_BYTES) {
      long end = Math.min(size, from + bytes);
      LineTally tally = new LineScan(file, size, dialect, columns).countFrom(from, end, progress);
      if (!tally.complete() || tally.irregular().count() > 0) {
        return null;
      }
      long records = Math.min(wanted, tally.records());
      if (records > 0 && (records == wanted || tally.end() == size)) {
        long blockEnd =
            new LineOffsets(List.of(tally), tally.end()).offsetOf(records, this::scannerFrom);
        return block(0, records, from, blockEnd, List.of(tally), columns);
      }
    }
    return null;
  }

  private List<CsvBlock> blocks(List<LineTally> tallies, long from, int columns)
      throws IOException {
    long records = tallies.stream().mapToLong(LineTally::records).sum();
    boolean all = tallies.stream().allMatch(LineTally::complete);
    long end = tallies.isEmpty() ? from : tallies.get(tallies.size() - 1).end();
    LineOffsets lines = new LineOffsets(tallies, end);
    List<CsvBlock> blocks = new ArrayList<>();
    long first = 0;
    long offset = lines.offsetOf(0, this::scannerFrom);
    while (records - first >= recordsPerBlock || (all && first < records)) {
      long next = Math.min(records, first + recordsPerBlock);
      long blockEnd = lines.offsetOf(next, this::scannerFrom);
      blocks.add(block(first, next - first, offset, blockEnd, tallies, columns));
      first = next;
      offset = blockEnd;
    }
    if (!all) {
      CsvRecordScanner rest = scanner(offset, size, columns);
      blocks.addAll(CsvIndexer.blocks(rest, first, recordsPerBlock));
    }
    return blocks;
  }

  private CsvBlock block(
      long first, long records, long offset, long end, List<LineTally> tallies, int columns)
      throws IOException {
    boolean regular = tallies.stream().noneMatch(tally -> tally.irregular().anyIn(offset, end));
    if (regular) {
      boolean plain = end - offset <= MOST_PLAIN_BYTES;
      List<LineTally> within =
          tallies.stream().filter(tally -> tally.overlaps(offset, end)).toList();
      return new CsvBlock(
          first,
          records,
          0,
          offset,
          end - offset,
          plain,
          within.stream().anyMatch(LineTally::joinedDigits),
          within.stream().mapToInt(LineTally::integers).min().orElse(0));
    }
    List<CsvBlock> exact = CsvIndexer.blocks(scanner(offset, end, columns), first, records);
    if (exact.size() != 1 || exact.get(0).records() != records) {
      throw new CsvFormatException("it changed while it was read");
    }
    return exact.get(0);
  }

  private CsvRecordScanner scannerFrom(long offset) throws IOException {
    return scanner(offset, size, 1);
  }

  private CsvRecordScanner scanner(long from, long end, int columns) throws IOException {
    CsvRecordScanner scanner = new CsvRecordScanner(window(from, end), dialect, 0);
    scanner.expectFields(columns);
    return scanner;
  }

  private ByteWindow window(long from, long end) throws IOException {
    file.position(from);
    return new ByteWindow(file, from, end - from, ByteWindow.CAPACITY, progress);
  }
}
