package io.truthound.temporal.reader.csv;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/** Copies the well-formed records of a slice, numbered, to where DuckDB reads them. */
public final class CsvNormalizer {
  /**
   * Bounds a scratch file. DuckDB holds one file at a time in memory when it reads without guessing
   * where records begin.
   */
  private static final long BYTES_PER_PART = 16L << 20;

  private CsvNormalizer() {}

  /**
   * Writes {@code <record number>,<the record's own bytes>} and a newline for each well-formed
   * record, with the dialect's delimiter. Line ends inside quotes stay as they are. Read the result
   * with {@link CsvScanSql}.
   *
   * @param blocks consecutive blocks of one index of this very file, in order
   * @param columns the number of fields of the header
   * @param directory an existing directory of this slice alone; of the files {@code part-*.csv} in
   *     it, only those in the result are this slice's
   * @throws CsvFormatException if the file does not hold these blocks any more
   */
  public static NormalizedCsv normalize(
      Path source,
      CsvDialect dialect,
      List<CsvBlock> blocks,
      int columns,
      Path directory,
      ScanProgress progress)
      throws IOException {
    return normalize(source, dialect, blocks, columns, directory, progress, BYTES_PER_PART);
  }

  static NormalizedCsv normalize(
      Path source,
      CsvDialect dialect,
      List<CsvBlock> blocks,
      int columns,
      Path directory,
      ScanProgress progress,
      long bytesPerPart)
      throws IOException {
    requireConsecutive(blocks);
    long offset = blocks.get(0).offset();
    long end = blocks.get(blocks.size() - 1).end();
    long firstRecord = blocks.get(0).firstRecord();
    long records = blocks.stream().mapToLong(CsvBlock::records).sum();
    try (FileChannel in = FileChannel.open(source);
        ScratchParts parts = new ScratchParts(directory)) {
      in.position(offset);
      ByteWindow window = new ByteWindow(in, offset, end - offset, ByteWindow.CAPACITY, progress);
      CsvRecordScanner scanner = new CsvRecordScanner(window, dialect, 0);
      scanner.expectFields(columns);
      NumberedRecordWriter writer =
          new NumberedRecordWriter(parts, bytesPerPart, dialect.delimiter(), firstRecord);
      MalformedRecords malformed = new MalformedRecords(firstRecord);
      long seen = copy(scanner, writer, firstRecord, malformed);
      if (seen != records) {
        throw new CsvFormatException(
            "Cannot read %s: %d records from byte %d to %d where the index has %d: the file changed"
                .formatted(source, seen, offset, end, records));
      }
      return new NormalizedCsv(
          seen, seen - malformed.count(), parts.bytes(), parts.paths(), malformed);
    }
  }

  private static long copy(
      CsvRecordScanner scanner,
      NumberedRecordWriter writer,
      long firstRecord,
      MalformedRecords malformed)
      throws IOException {
    long number = firstRecord;
    while (scanner.next()) {
      MalformedKind kind = scanner.malformed();
      if (kind == null) {
        writer.write(scanner.bytes(), scanner.contentStart(), scanner.contentEnd());
      } else {
        malformed.add(number, kind, scanner);
      }
      writer.count();
      number++;
    }
    writer.flush();
    return number - firstRecord;
  }

  private static void requireConsecutive(List<CsvBlock> blocks) {
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException("Cannot normalise a CSV slice: no blocks");
    }
    for (int i = 1; i < blocks.size(); i++) {
      CsvBlock before = blocks.get(i - 1);
      CsvBlock block = blocks.get(i);
      if (block.firstRecord() != before.firstRecord() + before.records()
          || block.offset() < before.end()) {
        throw new IllegalArgumentException(
            "Cannot normalise a CSV slice: " + block + " does not follow " + before);
      }
    }
  }
}
