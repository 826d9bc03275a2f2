package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.reader.ColumnSql;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.state.ColumnNeeds;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A few columns of a wide source at a time, as a table: DuckDB looks at all columns of a file for
 * each query over one of them.
 */
final class ColumnStripes implements OpenSource {
  /** The most columns of a source that is read as it is. */
  private static final int NARROW = 256;

  /** The most columns of a table; of more, text does not fit into 64 MB while it is converted. */
  private static final int WIDTH = 64;

  /** A table stays in memory. */
  private static final long MOST_CELLS = 2_000_000;

  private static final String TABLE = "stripe";

  private final OpenSource source;
  private final Map<String, ColumnSql> columns = new HashMap<>();

  private ColumnStripes(OpenSource source) {
    this.source = source;
  }

  /** What is done with some columns. */
  interface Work {
    /**
     * Does it.
     *
     * @param open has these columns, and the rows that were asked for
     * @param first place of the first of them
     * @param end place after the last of them
     */
    void run(OpenSource open, int first, int end)
        throws SQLException, IOException, ScanCancelledException;
  }

  /** Says whether columns are so many that a few at a time are looked at. */
  static boolean isWide(List<?> columns) {
    return columns.size() > NARROW;
  }

  /** Does something with all columns, from left to right. */
  static void each(
      OpenSource source,
      List<ColumnNeeds> columns,
      RowRange rows,
      DuckDb db,
      ScanWatch watch,
      Work work)
      throws SQLException, IOException, ScanCancelledException {
    int width = (int) Math.min(WIDTH, MOST_CELLS / rows.count());
    if (!isWide(columns) || width < 2) {
      work.run(source, 0, columns.size());
      return;
    }
    try (Table table = () -> db.execute("DROP TABLE IF EXISTS " + TABLE, ScanWatch.NONE)) {
      for (int first = 0; first < columns.size(); first += width) {
        int end = Math.min(columns.size(), first + width);
        List<String> names = columns.subList(first, end).stream().map(ColumnNeeds::column).toList();
        work.run(new ColumnStripes(source).filled(names, rows, db, watch), first, end);
      }
    }
  }

  /** The table of the last stripe: the instance will serve other slices. */
  private interface Table extends AutoCloseable {
    @Override
    void close() throws SQLException, ScanCancelledException;
  }

  private ColumnStripes filled(List<String> names, RowRange rows, DuckDb db, ScanWatch watch)
      throws SQLException, ScanCancelledException {
    List<String> selected = new ArrayList<>(List.of(source.rowNumber() + " AS n"));
    for (String name : names) {
      ColumnSql column = source.column(name);
      String value = "v" + columns.size();
      selected.add(column.value() + " AS " + value);
      String inconvertible = null;
      if (column.inconvertible() != null) {
        inconvertible = "i" + columns.size();
        selected.add("(" + column.inconvertible() + ") AS " + inconvertible);
      }
      columns.put(name, new ColumnSql(value, value + " IS NULL", inconvertible, value));
    }
    db.execute(
        "CREATE OR REPLACE TEMP TABLE %s AS SELECT %s FROM %s WHERE %s"
            .formatted(
                TABLE,
                String.join(", ", selected),
                source.relation(names, rows),
                source.within(rows)),
        watch);
    return this;
  }

  @Override
  public List<Path> files() {
    return source.files();
  }

  @Override
  public List<Path> readable() {
    return source.readable();
  }

  @Override
  public String relation(Collection<String> wanted, RowRange rows) {
    return TABLE;
  }

  @Override
  public String rowNumber() {
    return "n";
  }

  @Override
  public ColumnSql column(String name) {
    return Objects.requireNonNull(columns.get(name));
  }

  @Override
  public MalformedRows malformed() {
    return source.malformed();
  }

  /** Leaves the source to its owner, and the table to whoever makes the next one. */
  @Override
  public void close() {}
}
