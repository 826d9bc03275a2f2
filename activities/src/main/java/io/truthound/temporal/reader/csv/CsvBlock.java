package io.truthound.temporal.reader.csv;

/**
 * Locates consecutive records of one file, malformed ones among them.
 *
 * @param firstRecord the number of the first record, counted from 0 after the header
 * @param records how many records there are, at least 1
 * @param malformed how many of them are malformed
 * @param offset where the first record's first byte lies in the file
 * @param length the number of bytes up to the end of the last record's line
 * @param plain whether it is known that every line is one well-formed record, ended by a newline
 *     alone
 * @param joinedDigits whether an underscore may stand between two digits, which DuckDB takes for
 *     one number
 * @param integers how many of the first columns are known to hold only digits, or nothing
 */
public record CsvBlock(
    long firstRecord,
    long records,
    long malformed,
    long offset,
    long length,
    boolean plain,
    boolean joinedDigits,
    int integers) {

  /** Locates records of which it is not known whether their lines are plain. */
  public CsvBlock(long firstRecord, long records, long malformed, long offset, long length) {
    this(firstRecord, records, malformed, offset, length, false, true, 0);
  }

  public CsvBlock {
    if (firstRecord < 0 || records < 1 || malformed < 0 || malformed > records) {
      throw new IllegalArgumentException(
          "Invalid CSV block: firstRecord="
              + firstRecord
              + ", records="
              + records
              + ", malformed="
              + malformed);
    }
    if (offset < 0 || length < 1) {
      throw new IllegalArgumentException(
          "Invalid CSV block: offset=" + offset + ", length=" + length);
    }
  }

  /** Returns the offset after the last record's line. */
  public long end() {
    return offset + length;
  }
}
