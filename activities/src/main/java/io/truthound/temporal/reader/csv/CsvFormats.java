package io.truthound.temporal.reader.csv;

import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.reader.GivenOptions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Holds formats of dates and timestamps against what DuckDB understands. */
final class CsvFormats {
  private CsvFormats() {}

  /**
   * Refuses a format with letters that mean nothing.
   *
   * @throws RefusedException quoting it
   */
  static void require(DuckDbPool pool, ReaderOptions options, ScanWatch watch)
      throws RefusedException, ScanCancelledException {
    List<String> formats = new ArrayList<>(options.dateFormats());
    formats.addAll(options.timestampFormats());
    for (String format : formats) {
      try (DuckDbPool.Lease lease = pool.lease(List.of())) {
        lease.db().query("SELECT try_strptime('', " + Sql.text(format) + ")", watch, row -> {});
        lease.sound();
      } catch (SQLException e) {
        throw GivenOptions.refused(
            "Invalid format \"%s\": %s (allowed: DuckDB's strptime letters, such as %%d.%%m.%%Y)"
                .formatted(format, DuckDbErrors.brief(e)));
      }
    }
  }
}
