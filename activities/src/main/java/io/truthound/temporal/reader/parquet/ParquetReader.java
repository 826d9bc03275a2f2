package io.truthound.temporal.reader.parquet;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.dataset.Reading;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.GivenOptions;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.Schemas;
import io.truthound.temporal.reader.SourceFile;
import io.truthound.temporal.reader.SourceProbe;
import io.truthound.temporal.reader.SourceReader;
import io.truthound.temporal.reader.TypedProbe.FileColumn;
import io.truthound.temporal.rule.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads Parquet through DuckDB. A row group is a block. */
public final class ParquetReader implements SourceReader {
  /** What DuckDB calls the type of a column that is declared to have no value. */
  private static final String UNTYPED = "\"NULL\"";

  private final DuckDbPool pool;

  public ParquetReader(DuckDbPool pool) {
    this.pool = pool;
  }

  @Override
  public DatasetFormat format() {
    return DatasetFormat.PARQUET;
  }

  @Override
  public List<String> endings() {
    return List.of(".parquet", ".parq", ".pq");
  }

  @Override
  public boolean text() {
    return false;
  }

  @Override
  public @Nullable Reading detect(SourceFile first, ReaderOptions given, ScanWatch watch)
      throws RefusedException {
    GivenOptions.requireNone(given, format());
    return null;
  }

  @Override
  public SourceReader with(ReaderOptions options) {
    return this;
  }

  @Override
  public SourceProbe probe(SourceFile source, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    Path file = source.bytes();
    requirePlainName(file);
    ParquetMagic.require(file);
    try (DuckDbPool.Lease lease = pool.lease(reach(file))) {
      ParquetProbe probe = new ParquetProbe(pool, file, columns(lease.db(), file, watch));
      lease.sound();
      return probe;
    } catch (SQLException e) {
      throw refused(file, "its footer cannot be read: " + DuckDbErrors.brief(e));
    }
  }

  /**
   * Says what an instance that looks at footers may read: the file's folder, so that the next file
   * in it needs no instance of its own. No user's expression meets such an instance.
   */
  static List<Path> reach(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return List.of(folder == null ? file : folder);
  }

  private static void requirePlainName(Path file) throws RefusedException {
    try {
      Sql.path(file);
    } catch (IllegalArgumentException wildcard) {
      throw new RefusedException(
          FailureTypes.DATASET_REFUSED, String.valueOf(wildcard.getMessage()));
    }
  }

  private static Map<String, FileColumn> columns(DuckDb db, Path file, ScanWatch watch)
      throws SQLException, RefusedException, ScanCancelledException {
    Map<String, FileColumn> columns = new LinkedHashMap<>();
    Map<String, Boolean> required = required(file, ParquetFields.of(db, file, watch));
    db.query(
        "DESCRIBE SELECT * FROM " + ParquetSql.relation(file),
        watch,
        row -> {
          String name = row.getString(1);
          columns.put(
              name, new FileColumn(type(row.getString(2)), !required.getOrDefault(name, false)));
        });
    return columns;
  }

  /** Returns a column's type; null where the file gives it none, but nulls alone. */
  private static @Nullable DataType type(String duckDbName) {
    return duckDbName.equals(UNTYPED) ? null : Sql.type(duckDbName);
  }

  /**
   * Says of each column whether it is required: DESCRIBE calls every column nullable.
   *
   * @throws RefusedException if DuckDB would give a column another name than the file does, or
   *     confuse it with the number of the row
   */
  private static Map<String, Boolean> required(Path file, List<ParquetFields.Field> fields)
      throws RefusedException {
    Map<String, Boolean> required = new LinkedHashMap<>();
    Map<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (ParquetFields.Field field : fields) {
      if (field.name().equalsIgnoreCase(ParquetSql.ROW_NUMBER)) {
        throw refused(
            file,
            "its column \"%s\" has the name of the number of the row (allowed: any other name)"
                .formatted(field.name()));
      }
      String other = seen.put(field.name(), field.name());
      if (other != null) {
        throw refused(
            file,
            "its columns \"%s\" and \"%s\" differ in nothing but case (allowed: names that do)"
                .formatted(other, field.name()));
      }
      required.put(field.name(), field.required());
    }
    return required;
  }

  private static RefusedException refused(Path file, String why) {
    return new RefusedException(
        FailureTypes.DATASET_REFUSED, "Cannot read %s as Parquet: %s".formatted(file, why));
  }

  @Override
  public List<Column> schema(List<SourceProbe> probes, Dataset dataset, List<Rule> rules)
      throws RefusedException {
    return Schemas.widened(probes.stream().map(ParquetProbe.class::cast).toList(), dataset, rules);
  }

  @Override
  public List<Rule> implicitRules(List<Column> columns, List<String> needed) {
    return List.of();
  }

  @Override
  public boolean readsInPlace() {
    return true;
  }

  @Override
  public OpenSource open(
      Path file, Segment segment, List<Column> columns, Path scratch, ScanWatch watch) {
    return new OpenParquet(file);
  }
}
