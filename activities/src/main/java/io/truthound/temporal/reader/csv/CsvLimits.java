package io.truthound.temporal.reader.csv;

/**
 * Bounds what one record may take.
 *
 * @param record the most bytes of a record, its line end left out
 * @param quotedLines the most bytes of a quoted field that spans lines
 */
record CsvLimits(int record, int quotedLines) {
  static final CsvLimits DEFAULT = new CsvLimits(1 << 20, 1 << 16);
}
