package io.truthound.temporal.reader.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The well-formed records of a slice in scratch files.
 *
 * @param records what they hold
 * @param numbering how each record's number is known
 * @param plainNumbers whether DuckDB takes no other text for a DOUBLE than {@link TextValues} does
 * @param integers how many of the first columns hold only digits, or nothing
 * @param blocks where they come from; each has a file of its own where records are counted
 */
record CsvSlice(
    NormalizedCsv records,
    Numbering numbering,
    boolean plainNumbers,
    int integers,
    List<CsvBlock> blocks) {
  CsvSlice {
    blocks = List.copyOf(blocks);
  }

  /** Where record numbers come from. */
  enum Numbering {
    /** Each stands before its record. */
    WRITTEN,

    /** Records follow each other without a gap. */
    COUNTED
  }

  /**
   * Prepares consecutive blocks of one index of this very file.
   *
   * @param directory an existing directory of this slice alone
   */
  static CsvSlice prepare(
      Path file,
      CsvDialect dialect,
      List<CsvBlock> blocks,
      int columns,
      Path directory,
      ScanProgress progress)
      throws IOException {
    return blocks.stream().allMatch(CsvBlock::plain)
        ? new CsvSlice(
            PlainCopy.copy(file, blocks, directory, progress),
            Numbering.COUNTED,
            blocks.stream().noneMatch(CsvBlock::joinedDigits),
            blocks.stream().mapToInt(CsvBlock::integers).min().orElse(0),
            blocks)
        : new CsvSlice(
            CsvNormalizer.normalize(file, dialect, blocks, columns, directory, progress),
            Numbering.WRITTEN,
            false,
            0,
            blocks);
  }

  /** Returns as few of the files as hold the records from {@code first} on, before {@code end}. */
  CsvSlice part(long first, long end) {
    if (numbering == Numbering.WRITTEN) {
      return this;
    }
    List<CsvBlock> within = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (int at = 0; at < blocks.size(); at++) {
      CsvBlock block = blocks.get(at);
      if (block.firstRecord() < end && first < block.firstRecord() + block.records()) {
        within.add(block);
        files.add(records.parts().get(at));
      }
    }
    return within.isEmpty() || within.size() == blocks.size() ? this : part(within, files);
  }

  private CsvSlice part(List<CsvBlock> within, List<Path> files) {
    long count = within.stream().mapToLong(CsvBlock::records).sum();
    long bytes = within.stream().mapToLong(CsvBlock::length).sum();
    MalformedRecords none = new MalformedRecords(within.get(0).firstRecord());
    return new CsvSlice(
        new NormalizedCsv(count, count, bytes, files, none),
        numbering,
        plainNumbers,
        integers,
        within);
  }

  List<Path> parts() {
    return records.parts();
  }

  /** Returns the table function over the parts, all columns as text. */
  String relation(CsvDialect dialect, int columns) {
    return relation(dialect, columns, at -> CsvScanSql.TEXT);
  }

  /** The same with columns of other types; it fails on text that is none of its column's. */
  String relation(CsvDialect dialect, int columns, IntFunction<String> types) {
    return CsvScanSql.readCsv(
        dialect, columns, numbering == Numbering.WRITTEN, types, records.parts());
  }

  /** Returns the expression of a record's number within {@link #relation}. */
  String recordNumber() {
    return numbering == Numbering.WRITTEN
        ? CsvScanSql.RECORD_NUMBER
        : "row_number() OVER () + " + (records.malformed().firstRecord() - 1);
  }
}
