package io.truthound.temporal.reader.csv;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.reader.TextForms;
import io.truthound.temporal.reader.TypeVotes;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Asks the first records of a file what their columns look like. */
final class TypeSurvey {
  /** As many records as DuckDB's own sniffer looks at. */
  private static final int RECORDS = 20_480;

  private TypeSurvey() {}

  static List<TypeVotes> of(
      DuckDbPool pool,
      CsvDialect dialect,
      TextForms forms,
      CsvSlice records,
      int columns,
      ScanWatch watch)
      throws IOException, ScanCancelledException {
    List<TypeVotes> votes = new ArrayList<>();
    try (DuckDbPool.Lease lease = pool.lease(List.of(pool.settings().scratch()))) {
      ask(lease.db(), dialect, forms, records, columns, watch, votes);
      lease.sound();
      return votes;
    } catch (SQLException e) {
      throw new IOException("Cannot infer types: " + DuckDbErrors.brief(e), e);
    }
  }

  private static void ask(
      DuckDb db,
      CsvDialect dialect,
      TextForms forms,
      CsvSlice records,
      int columns,
      ScanWatch watch,
      List<TypeVotes> votes)
      throws SQLException, ScanCancelledException {
    db.query(
        query(dialect, forms, records, columns),
        watch,
        row -> {
          int at = 1;
          for (int column = 0; column < columns; column++) {
            long values = row.getLong(at++);
            List<Long> fitting = new ArrayList<>();
            for (int candidate = 0; candidate < TypeVotes.CANDIDATES.size(); candidate++) {
              fitting.add(row.getLong(at++));
            }
            votes.add(new TypeVotes(values, fitting));
          }
        });
  }

  private static String query(CsvDialect dialect, TextForms forms, CsvSlice records, int columns) {
    List<String> counts = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      String text = "nullif(" + forms.present(CsvScanSql.column(column)) + ", '')";
      counts.add("count(" + text + ")");
      for (DataType.Kind kind : TypeVotes.CANDIDATES) {
        counts.add("count(" + forms.strictly(text, kind) + ")");
      }
    }
    return "SELECT "
        + String.join(", ", counts)
        + " FROM (SELECT * FROM "
        + records.relation(dialect, columns)
        + " LIMIT "
        + RECORDS
        + ")";
  }
}
