package io.truthound.temporal.reader.parquet;

import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.reader.ColumnSql;
import io.truthound.temporal.reader.OpenFiles;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Parquet files as a relation; a filter on the row number prunes row groups. */
final class OpenParquet implements OpenFiles {
  private final List<Path> files;

  OpenParquet(List<Path> files) {
    this.files = List.copyOf(files);
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

  /** Compares with a column what is nested in others under its name, too. */
  @Override
  public String typesDiffer(Collection<String> columns) {
    String names = columns.stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
    return "SELECT count(DISTINCT types) > 1 FROM (SELECT list((name, duckdb_type)) AS types FROM"
        + (" parquet_schema(" + ParquetSql.list(files) + ")")
        + (" WHERE list_contains(" + names + "::VARCHAR[], name) GROUP BY file_name)");
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
