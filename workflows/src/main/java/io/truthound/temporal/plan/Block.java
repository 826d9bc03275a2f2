package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Names the smallest piece of a source that is read by itself: a row group, or 65,536 text records.
 * Fixed by the data alone, never by configuration.
 *
 * @param firstRow row number of its first row within the source
 * @param rows its rows; at least 1
 * @param offset where its bytes begin (text), 0 where the reader finds them by row number
 * @param bytes the bytes that a scan of the needed columns reads
 * @param plain whether it is known that its bytes are text of which each line is one well-formed
 *     record, ended by a newline alone; left out of JSON where it is not known
 * @param plainNumbers whether it is known, too, that no underscore stands between two digits, which
 *     some engines take for one number; left out of JSON where it is not known
 * @param integers how many of its first columns are known to hold only digits, or nothing; left out
 *     of JSON where that is not known
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Block(
    long firstRow,
    long rows,
    long offset,
    long bytes,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean plain,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean plainNumbers,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int integers) {
  public Block {
    if (firstRow < 0 || rows < 1 || offset < 0 || bytes < 0 || integers < 0) {
      throw new IllegalArgumentException(
          "Invalid block: firstRow=%d, rows=%d, offset=%d, bytes=%d"
              .formatted(firstRow, rows, offset, bytes));
    }
  }

  /** Names a block of which it is not known whether it is plain text. */
  public Block(long firstRow, long rows, long offset, long bytes) {
    this(firstRow, rows, offset, bytes, false, false, 0);
  }

  /** Returns the row number just past the last one. */
  public long endRow() {
    return firstRow + rows;
  }
}
