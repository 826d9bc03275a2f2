package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.engine.ScanCancelledException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * Finds the first failing rows where failing among the first rows is failing among all: few rows
 * are looked at where many fail.
 */
final class FirstRows {
  private static final long MORE = 16;

  private FirstRows() {}

  /** Finds failing rows among the first so many. */
  interface Search {
    List<Long> within(long rows) throws SQLException, IOException, ScanCancelledException;
  }

  /**
   * Returns the places of the first failing rows.
   *
   * @param first how many rows to look at first; then as many as 16 times
   * @param rows how many rows there are
   * @param wanted how many failing ones are wanted; there are as many
   */
  static List<Long> find(long first, long rows, long wanted, Search search)
      throws SQLException, IOException, ScanCancelledException {
    if (wanted == 0) {
      return List.of();
    }
    for (long step : List.of(first, MORE * first)) {
      if (step < rows) {
        List<Long> found = search.within(step);
        if (found.size() == wanted) {
          return found;
        }
      }
    }
    return search.within(rows);
  }
}
