package io.truthound.temporal.reader.csv;

/**
 * Says what a piece of a file holds whose records are lines.
 *
 * @param start the offset of the first record's line; right if a record starts there
 * @param end the offset after the last line that was understood
 * @param complete whether that is all of the piece; else a record at {@code end} may span lines
 * @param records the records up to {@code end}
 * @param marks the offset of every {@link LineScan#RECORDS_PER_MARK}th record's line
 * @param joinedDigits whether an underscore may stand between two digits
 * @param integers how many of the first columns are known to hold only digits, or nothing
 * @param irregular the offset of each line that is not a well-formed record and a newline alone
 */
record LineTally(
    long start,
    long end,
    boolean complete,
    long records,
    Offsets marks,
    boolean joinedDigits,
    int integers,
    Offsets irregular) {

  /** No line begins in the piece. */
  static final LineTally NONE =
      new LineTally(-1, -1, true, 0, new Offsets(), false, 0, new Offsets());

  /** Returns whether one of its lines may lie between two offsets. */
  boolean overlaps(long from, long to) {
    return start < to && end > from;
  }

  /** Returns whether a line begins in the piece. */
  boolean hasLines() {
    return start >= 0;
  }
}
