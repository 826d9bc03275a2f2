package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.reader.ColumnSql;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Records of text, written column by column: a query for each column would read all their text each
 * time.
 */
final class TextColumns implements OpenSource {
  /** What a group of rows holds before it is written, in memory. */
  private static final int MOST_CELLS = 2_000_000;

  private static final int MOST_ROWS = 122_880;
  private static final int LEAST_ROWS = 2_048;

  private final OpenSource text;
  private final Path file;
  private final List<Column> columns;
  private final List<Boolean> converts;
  private final Map<String, Integer> places;

  private TextColumns(OpenSource text, Path file, List<Column> columns, List<Boolean> converts) {
    this.text = text;
    this.file = file;
    this.columns = columns;
    this.converts = converts;
    this.places = Places.of(columns, Column::name);
  }

  /**
   * Writes what is needed.
   *
   * @param text the records
   * @param columns the columns that will be asked for
   * @param folder where this worker may write; one that {@code db} may reach
   */
  static TextColumns write(
      OpenSource text, List<Column> columns, RowRange rows, Path folder, DuckDb db, ScanWatch watch)
      throws SQLException, IOException, ScanCancelledException {
    List<String> names = columns.stream().map(Column::name).toList();
    List<Boolean> converts =
        names.stream().map(name -> text.column(name).inconvertible() != null).toList();
    TextColumns staged =
        new TextColumns(
            text, Files.createTempFile(folder, "columns-", ".parquet"), columns, converts);
    Optional<String> quick = text.quickRelation(names, rows);
    if (quick.isPresent()) {
      try {
        staged.write(quick.get(), rows, db, watch);
        return staged;
      } catch (SQLException asksForCare) {
        if (DuckDbErrors.isOutOfMemory(asksForCare)) {
          throw asksForCare;
        }
      }
    }
    staged.write(text.relation(names, rows), rows, db, watch);
    return staged;
  }

  private void write(String relation, RowRange rows, DuckDb db, ScanWatch watch)
      throws SQLException, ScanCancelledException {
    List<String> selected = new ArrayList<>(List.of(text.rowNumber() + " AS n"));
    for (int at = 0; at < columns.size(); at++) {
      ColumnSql column = text.column(columns.get(at).name());
      selected.add(written(at, column.value()) + " AS v" + at);
      if (converts.get(at)) {
        selected.add("(" + column.inconvertible() + ") AS " + inconvertible(at));
      }
    }
    int group = Math.max(LEAST_ROWS, Math.min(MOST_ROWS, MOST_CELLS / Math.max(1, columns.size())));
    db.execute(
        "COPY (SELECT %s FROM %s WHERE %s) TO %s (FORMAT parquet, ROW_GROUP_SIZE %d)"
            .formatted(
                String.join(", ", selected), relation, text.within(rows), Sql.path(file), group),
        watch);
  }

  @Override
  public List<Path> files() {
    return List.of(file);
  }

  @Override
  public List<Path> readable() {
    return text.readable();
  }

  @Override
  public String relation(Collection<String> wanted, RowRange rows) {
    return "read_parquet(" + Sql.path(file) + ", hive_partitioning = false)";
  }

  @Override
  public OptionalLong relationRows() {
    return text.relationRows();
  }

  @Override
  public String rowNumber() {
    return "n";
  }

  @Override
  public ColumnSql column(String name) {
    int at = Objects.requireNonNull(places.get(name));
    return new ColumnSql(
        value(at), value(at) + " IS NULL", converts.get(at) ? inconvertible(at) : null, value(at));
  }

  /** Parquet would hold integers of 128 bits as doubles. */
  private String written(int at, String value) {
    return isWide(at) ? "CAST(" + value + " AS VARCHAR)" : value;
  }

  private String value(int at) {
    return isWide(at) ? "CAST(v" + at + " AS HUGEINT)" : "v" + at;
  }

  private boolean isWide(int at) {
    return columns.get(at).type().kind() == DataType.Kind.INT128;
  }

  private static String inconvertible(int at) {
    return "i" + at;
  }

  @Override
  public MalformedRows malformed() {
    return text.malformed();
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
