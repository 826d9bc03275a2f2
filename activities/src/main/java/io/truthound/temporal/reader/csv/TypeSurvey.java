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

  /** DuckDB's memory and time grow with the expressions of one query, and faster than these. */
  private static final int COLUMNS_OF_A_QUERY = 256;

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
      String relation = records.relation(dialect, columns);
      for (int first = 0; first < columns; first += COLUMNS_OF_A_QUERY) {
        int end = Math.min(columns, first + COLUMNS_OF_A_QUERY);
        ask(lease.db(), query(forms, relation, first, end), end - first, watch, votes);
      }
      lease.sound();
      return votes;
    } catch (SQLException e) {
      throw new IOException("Cannot infer types: " + DuckDbErrors.brief(e), e);
    }
  }

  private static void ask(
      DuckDb db, String query, int columns, ScanWatch watch, List<TypeVotes> votes)
      throws SQLException, ScanCancelledException {
    db.query(
        query,
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

  private static String query(TextForms forms, String relation, int first, int end) {
    List<String> counts = new ArrayList<>();
    List<String> read = new ArrayList<>();
    for (int column = first; column < end; column++) {
      read.add(CsvScanSql.column(column));
      String text = "nullif(" + forms.present(CsvScanSql.column(column)) + ", '')";
      counts.add("count(" + text + ")");
      for (DataType.Kind kind : TypeVotes.CANDIDATES) {
        counts.add("count(" + forms.strictly(text, kind) + ")");
      }
    }
    return "SELECT "
        + String.join(", ", counts)
        + " FROM (SELECT "
        + String.join(", ", read)
        + " FROM "
        + relation
        + " LIMIT "
        + RECORDS
        + ")";
  }
}
