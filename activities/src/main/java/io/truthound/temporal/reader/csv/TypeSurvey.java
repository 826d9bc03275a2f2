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
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Asks the first records of a file what their columns look like. */
final class TypeSurvey {
  /** As many records as DuckDB's own sniffer looks at. */
  static final int RECORDS = 20_480;

  /** DuckDB's time for a query grows with the columns of a file, its memory with those asked. */
  private static final int COLUMNS_OF_A_QUERY = 256;

  private final CsvDialect dialect;
  private final TextForms forms;
  private final int columns;
  private final ScanWatch watch;

  TypeSurvey(CsvDialect dialect, TextForms forms, int columns, ScanWatch watch) {
    this.dialect = dialect;
    this.forms = forms;
    this.columns = columns;
    this.watch = watch;
  }

  /**
   * Returns the votes of each column.
   *
   * @param folder an existing folder of this survey alone
   */
  List<TypeVotes> of(CsvSlice records, Path folder, DuckDbPool pool)
      throws IOException, ScanCancelledException {
    try (DuckDbPool.Lease lease = pool.lease(List.of(pool.settings().scratch()))) {
      List<TypeVotes> votes =
          columns <= COLUMNS_OF_A_QUERY
              ? ask(lease.db(), records.relation(dialect, columns), columns)
              : striped(records, folder, lease.db());
      lease.sound();
      return votes;
    } catch (SQLException e) {
      throw new IOException("Cannot infer types: " + DuckDbErrors.brief(e), e);
    }
  }

  private List<TypeVotes> striped(CsvSlice records, Path folder, DuckDb db)
      throws IOException, SQLException, ScanCancelledException {
    List<TypeVotes> votes = new ArrayList<>();
    for (Path stripe :
        CsvStripes.write(
            records,
            dialect,
            columns,
            COLUMNS_OF_A_QUERY,
            RECORDS,
            folder,
            CancellablePass.watching(watch))) {
      int width = Math.min(COLUMNS_OF_A_QUERY, columns - votes.size());
      String relation =
          CsvScanSql.readCsv(dialect, width, true, at -> CsvScanSql.TEXT, List.of(stripe));
      votes.addAll(ask(db, relation, width));
    }
    return votes;
  }

  private List<TypeVotes> ask(DuckDb db, String relation, int width)
      throws SQLException, ScanCancelledException {
    List<TypeVotes> votes = new ArrayList<>(Collections.nCopies(width, TypeVotes.NONE));
    db.query(
        query(relation, width),
        watch,
        row -> {
          List<Long> fitting = new ArrayList<>();
          for (int candidate = 0; candidate < TypeVotes.CANDIDATES.size(); candidate++) {
            fitting.add(row.getLong(candidate + 3));
          }
          votes.set(row.getInt(1), new TypeVotes(row.getLong(2), fitting));
        });
    return votes;
  }

  /**
   * Returns the question to some columns. Each value has a row of its own: an expression for each
   * column and type would be compared with all others.
   */
  private String query(String relation, int width) {
    List<String> counts = new ArrayList<>(List.of("place", "count(x)"));
    for (DataType.Kind kind : TypeVotes.CANDIDATES) {
      counts.add("count(" + forms.strictly("x", kind) + ")");
    }
    List<String> fields = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      fields.add(CsvScanSql.column(column));
    }
    String read = String.join(", ", fields);
    return "SELECT %s FROM (SELECT place, nullif(%s, '') AS x FROM (SELECT unnest(range(%d)) AS place, unnest([%s]) AS field FROM (SELECT %s FROM %s LIMIT %d))) GROUP BY place"
        .formatted(
            String.join(", ", counts),
            forms.present("field"),
            width,
            read,
            read,
            relation,
            RECORDS);
  }
}
