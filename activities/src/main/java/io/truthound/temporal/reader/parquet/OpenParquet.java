package io.truthound.temporal.reader.parquet;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.reader.ColumnSql;
import io.truthound.temporal.reader.OpenFiles;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Parquet files as a relation; a filter on the row number prunes row groups. */
final class OpenParquet implements OpenFiles {
  private final List<Path> files;

  /** Columns of the one kind that DuckDB has several types of: by their unit of time. */
  private final Set<String> times = new TreeSet<>();

  /**
   * Opens files.
   *
   * @param columns the dataset's
   */
  OpenParquet(List<Path> files, List<Column> columns) {
    this.files = List.copyOf(files);
    columns.stream()
        .filter(column -> column.type().kind() == Kind.TIMESTAMP)
        .forEach(column -> times.add(column.name()));
  }

  @Override
  public List<Path> files() {
    return files;
  }

  @Override
  public List<Path> readable() {
    return files;
  }

  @Override
  public String relation(Collection<String> columns, RowRange rows) {
    return ParquetSql.numberedRelation(files);
  }

  @Override
  public String rowNumber() {
    return ParquetSql.ROW_NUMBER;
  }

  @Override
  public String fileNumber() {
    return ParquetSql.FILE_NUMBER;
  }

  @Override
  public Optional<String> typesDiffer(Collection<String> columns) {
    Set<String> doubtful = new TreeSet<>(columns);
    doubtful.retainAll(times);
    if (doubtful.isEmpty()) {
      return Optional.empty();
    }
    // What is nested in other columns under such a name is compared, too.
    String names = doubtful.stream().map(Sql::text).collect(Collectors.joining(", ", "(", ")"));
    return Optional.of(
        "SELECT count(DISTINCT types) > 1 FROM (SELECT list(duckdb_type) AS types FROM"
            + (" parquet_schema(" + ParquetSql.list(files) + ")")
            + (" WHERE name IN " + names + " GROUP BY file_name)"));
  }

  @Override
  public ColumnSql column(String name) {
    return ColumnSql.typed(Sql.name(name));
  }

  @Override
  public MalformedRows malformed() {
    return MalformedRows.NONE;
  }

  @Override
  public void close() {}
}
