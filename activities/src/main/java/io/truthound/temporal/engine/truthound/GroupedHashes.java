package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.state.Distincts;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gathers the lowest hashes of a column's values beside the groups of another question, where it is
 * known which can count at all: a question less to all rows. Not safe for use by many threads.
 */
final class GroupedHashes {
  private final ColumnRows rows;
  private final long highest;
  private final Set<Long> found = new TreeSet<>();
  private boolean whole;

  /**
   * Prepares the gathering.
   *
   * @param highest no hash above it counts; the greatest where that is not known
   */
  GroupedHashes(ColumnRows rows, long highest) {
    this.rows = rows;
    this.highest = highest;
    this.whole = highest != Long.MAX_VALUE;
  }

  /** Returns what is selected of each row {@code x}, as {@code h}. */
  String ofRow() {
    return whole ? ", " + rows.hash() + " AS h" : "";
  }

  /** Returns what is selected of each group, last. */
  String ofGroup() {
    return whole ? ", list(h) FILTER (h <= " + highest + ")" : "";
  }

  /**
   * Takes the hashes of a group of values.
   *
   * @param at where they stand in the answer
   */
  void add(ResultSet row, int at) throws SQLException {
    Array hashes = whole ? row.getArray(at) : null;
    if (hashes != null) {
      for (Object hash : (Object[]) hashes.getArray()) {
        found.add(((Number) hash).longValue());
      }
    }
  }

  /** Says that groups of values were left out: all rows are asked once more. */
  void leftOut() {
    whole = false;
  }

  Distincts distincts() throws SQLException, ScanCancelledException {
    return whole ? Distincts.of(found) : rows.distincts(highest);
  }
}
