package io.truthound.temporal.reader.csv;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Copies the well-formed records of a slice, numbered, to where DuckDB reads them. */
public final class CsvNormalizer {
  private CsvNormalizer() {}

  /**
   * Writes {@code <record number>,<the record's own bytes>} and a newline for each well-formed
   * record, with the dialect's delimiter, replacing {@code scratch}. Line ends inside quotes stay
   * as they are. Read the result with {@link CsvScanSql}.
   *
   * @param blocks consecutive blocks of one index of this very file, in order
   * @param columns the number of fields of the header
   * @throws CsvFormatException if the file does not hold these blocks any more
   */
  public static NormalizedCsv normalize(
      Path source,
      CsvDialect dialect,
      List<CsvBlock> blocks,
      int columns,
      Path scratch,
      ScanProgress progress)
      throws IOException {
    requireConsecutive(blocks);
    CsvBlock first = blocks.get(0);
    CsvBlock last = blocks.get(blocks.size() - 1);
    long records = last.firstRecord() + last.records() - first.firstRecord();
    try (FileChannel in = FileChannel.open(source);
        FileChannel out =
            FileChannel.open(
                scratch,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      in.position(first.offset());
      ByteWindow window =
          new ByteWindow(
              in, first.offset(), last.end() - first.offset(), ByteWindow.CAPACITY, progress);
      CsvRecordScanner scanner = new CsvRecordScanner(window, dialect, 0);
      scanner.expectFields(columns);
      NumberedRecordWriter writer =
          new NumberedRecordWriter(out, dialect.delimiter(), first.firstRecord());
      NormalizedCsv result = copy(scanner, writer, first.firstRecord());
      if (result.records() != records) {
        throw new CsvFormatException(
            "Cannot read %s: %d records from byte %d to %d where the index has %d: the file changed"
                .formatted(source, result.records(), first.offset(), last.end(), records));
      }
      return result;
    }
  }

  private static NormalizedCsv copy(
      CsvRecordScanner scanner, NumberedRecordWriter writer, long firstRecord) throws IOException {
    MalformedRecords malformed = new MalformedRecords(firstRecord);
    long number = firstRecord;
    for (; scanner.next(); number++) {
      MalformedKind kind = scanner.malformed();
      if (kind == null) {
        writer.write(scanner.bytes(), scanner.contentStart(), scanner.contentEnd());
      } else {
        malformed.add(number, kind, scanner);
      }
      writer.count();
    }
    long records = number - firstRecord;
    return new NormalizedCsv(records, records - malformed.count(), writer.flush(), malformed);
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
