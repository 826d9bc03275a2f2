package io.truthound.temporal.reader.parquet;

import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.reader.ColumnSql;
import io.truthound.temporal.reader.OpenSource;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** A Parquet file as a relation; a filter on the row number prunes row groups. */
final class OpenParquet implements OpenSource {
  private final Path file;

  OpenParquet(Path file) {
    this.file = file;
  }

  @Override
  public List<Path> files() {
    return List.of(file);
  }

  @Override
  public List<Path> readable() {
    return List.of(file);
  }

  @Override
  public String relation(Collection<String> columns, RowRange rows) {
    return ParquetSql.numberedRelation(file);
  }

  @Override
  public String rowNumber() {
    return ParquetSql.ROW_NUMBER;
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
