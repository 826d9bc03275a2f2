package io.truthound.temporal.reader.csv;

import java.nio.file.Path;
import java.util.List;

/**
 * Counts what normalising a slice gave.
 *
 * @param records the records seen, malformed ones included
 * @param written the well-formed records in the scratch files: what DuckDB must count, too
 * @param bytes the length of all scratch files
 * @param parts the scratch files, at least one, in the order of the records
 * @param malformed the records left out
 */
public record NormalizedCsv(
    long records, long written, long bytes, List<Path> parts, MalformedRecords malformed) {
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
    parts = List.copyOf(parts);
  }
}
