package io.truthound.temporal.reader.csv;

/**
 * Counts what normalising a slice gave.
 *
 * @param records the records seen, malformed ones included
 * @param written the well-formed records in the scratch file: what DuckDB must count, too
 * @param bytes the length of the scratch file
 * @param malformed the records left out
 */
public record NormalizedCsv(long records, long written, long bytes, MalformedRecords malformed) {
  public NormalizedCsv {
    if (written + malformed.count() != records) {
      throw new IllegalArgumentException(
          "Invalid counts: records="
              + records
              + ", written="
              + written
              + ", malformed="
              + malformed.count());
    }
  }
}
