package io.truthound.temporal.reader.csv;

import java.io.IOException;
import java.util.List;

/** Knows where each record begins that was counted as a line. */
final class LineOffsets {
  private final List<LineTally> tallies;
  private final long end;

  /** Starts a scanner at an offset. */
  @FunctionalInterface
  interface Scanners {
    CsvRecordScanner from(long offset) throws IOException;
  }

  /**
   * Looks into consecutive tallies.
   *
   * @param end the offset after the last of them
   */
  LineOffsets(List<LineTally> tallies, long end) {
    this.tallies = tallies;
    this.end = end;
  }

  /** Returns where a record's line begins, or the end for the number after the last one. */
  long offsetOf(long record, Scanners scanners) throws IOException {
    long first = 0;
    for (LineTally tally : tallies) {
      if (record < first + tally.records()) {
        return offsetIn(tally, record - first, scanners);
      }
      first += tally.records();
    }
    return end;
  }

  private static long offsetIn(LineTally tally, long record, Scanners scanners) throws IOException {
    long mark = tally.marks().at((int) (record / LineScan.RECORDS_PER_MARK));
    int further = (int) (record % LineScan.RECORDS_PER_MARK);
    if (further == 0) {
      return mark;
    }
    CsvRecordScanner scanner = scanners.from(mark);
    for (int i = 0; i <= further; i++) {
      if (!scanner.next()) {
        throw new CsvFormatException("it changed while it was read");
      }
    }
    return scanner.startOffset();
  }
}
