package io.truthound.temporal.reader;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.OwnColumn;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Gives an open source the dataset's columns: values of a narrower type are cast, which loses
 * nothing, and columns that it does not hold have one value. Everything else is the source's.
 */
final class WidenedSource implements OpenSource {
  private final OpenSource source;
  private final Map<String, DataType> wider = new LinkedHashMap<>();

  /** The values of columns that have one for all rows, as SQL. */
  private final Map<String, String> constants = new LinkedHashMap<>();

  /**
   * Creates the view.
   *
   * @param source opened with {@link #columns}
   */
  WidenedSource(OpenSource source, List<OwnColumn> own, List<Column> dataset) {
    this.source = source;
    Map<String, DataType> types = new LinkedHashMap<>();
    dataset.forEach(column -> types.put(column.name(), column.type()));
    for (OwnColumn column : own) {
      DataType type = types.get(column.name());
      if (type == null) {
        throw new IllegalArgumentException("No column " + column.name() + " in the dataset");
      }
      if (column.type() != null) {
        wider.put(column.name(), type);
      } else {
        String value = column.value() == null ? "NULL" : Sql.text(column.value());
        constants.put(column.name(), cast(value, type));
      }
    }
  }

  private WidenedSource(OpenSource source, WidenedSource same) {
    this.source = source;
    wider.putAll(same.wider);
    constants.putAll(same.constants);
  }

  /** Returns the dataset's columns as a source has them, without those that it lacks. */
  static List<Column> columns(List<OwnColumn> own, List<Column> dataset) {
    Map<String, OwnColumn> byName = new LinkedHashMap<>();
    own.forEach(column -> byName.put(column.name(), column));
    return dataset.stream()
        .map(column -> byName.containsKey(column.name()) ? as(byName, column) : Optional.of(column))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Column> as(Map<String, OwnColumn> own, Column column) {
    return Optional.ofNullable(own.get(column.name()))
        .map(OwnColumn::type)
        .map(type -> new Column(column.name(), type, column.nullable()));
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
  public String relation(Collection<String> columns, RowRange rows) {
    return source.relation(present(columns), rows);
  }

  @Override
  public Optional<String> quickRelation(Collection<String> columns, RowRange rows) {
    return source.quickRelation(present(columns), rows);
  }

  private Collection<String> present(Collection<String> columns) {
    TreeSet<String> present = new TreeSet<>(columns);
    present.removeAll(constants.keySet());
    return present;
  }

  @Override
  public OptionalLong relationRows() {
    return source.relationRows();
  }

  @Override
  public String rowNumber() {
    return source.rowNumber();
  }

  @Override
  public String within(RowRange range) {
    return source.within(range);
  }

  @Override
  public ColumnSql column(String name) {
    String constant = constants.get(name);
    if (constant != null) {
      return ColumnSql.typed(constant);
    }
    ColumnSql column = source.column(name);
    DataType wide = wider.get(name);
    return wide == null ? column : ColumnSql.typed(cast(column.value(), wide));
  }

  private static String cast(String value, DataType type) {
    return "CAST(" + value + " AS " + Sql.type(type) + ")";
  }

  @Override
  public Optional<OpenSource> inStripes(ScanWatch watch)
      throws IOException, ScanCancelledException {
    return source.inStripes(watch).map(stripes -> new WidenedSource(stripes, this));
  }

  @Override
  public MalformedRows malformed() {
    return source.malformed();
  }

  @Override
  public List<Damage> damage() {
    return source.damage();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
