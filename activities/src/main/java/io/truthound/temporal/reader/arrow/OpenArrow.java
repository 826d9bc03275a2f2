package io.truthound.temporal.reader.arrow;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.reader.ColumnSql;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.Places;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.reader.ScratchParquet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Record batches as a relation, each a row group of a scratch file. */
final class OpenArrow implements OpenSource {
  private static final String NUMBER_IN_SCRATCH = "file_row_number";

  private final Path scratch;
  private final Path folder;
  private final ArrowSlice slice;
  private final long firstRow;
  private final List<Column> columns;
  private final Map<String, Integer> places;

  /**
   * Opens what was written.
   *
   * @param scratch the folder that DuckDB may read
   * @param folder deleted by closing
   * @param firstRow the number of the slice's first row within its source
   * @param columns those that were written
   */
  OpenArrow(Path scratch, Path folder, ArrowSlice slice, long firstRow, List<Column> columns) {
    this.scratch = scratch;
    this.folder = folder;
    this.slice = slice;
    this.firstRow = firstRow;
    this.columns = columns;
    this.places = Places.of(columns, Column::name);
  }

  @Override
  public List<Path> files() {
    return List.of(slice.parquet());
  }

  @Override
  public List<Path> readable() {
    return List.of(scratch);
  }

  @Override
  public String relation(Collection<String> wanted, RowRange rows) {
    return "read_parquet("
        + Sql.path(slice.parquet())
        + ", hive_partitioning = false, "
        + NUMBER_IN_SCRATCH
        + " = true)";
  }

  @Override
  public OptionalLong relationRows() {
    return OptionalLong.of(slice.rows());
  }

  @Override
  public String rowNumber() {
    return "(" + NUMBER_IN_SCRATCH + " + " + firstRow + ")";
  }

  @Override
  public String within(RowRange range) {
    return NUMBER_IN_SCRATCH
        + " >= "
        + (range.first() - firstRow)
        + " AND "
        + NUMBER_IN_SCRATCH
        + " < "
        + (range.end() - firstRow);
  }

  /** A column without a value in the file has the type that the dataset gives it. */
  @Override
  public ColumnSql column(String name) {
    Integer at = places.get(name);
    if (at == null) {
      throw new IllegalArgumentException("Column \"" + name + "\" was not opened");
    }
    String column = ScratchParquet.column(at);
    return ColumnSql.typed(
        slice.isUntyped(at)
            ? "CAST(" + column + " AS " + Sql.type(columns.get(at).type()) + ")"
            : column);
  }

  @Override
  public MalformedRows malformed() {
    return MalformedRows.NONE;
  }

  @Override
  public List<Damage> damage() {
    return slice.damage();
  }

  @Override
  public void close() throws IOException {
    ScratchFolders.delete(folder);
  }
}
