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
import io.truthound.temporal.engine.BlockStatistics;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Block;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.ByteRange;
import io.truthound.temporal.reader.GivenOptions;
import io.truthound.temporal.reader.OpenFiles;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.Schemas;
import io.truthound.temporal.reader.SourceFile;
import io.truthound.temporal.reader.SourceProbe;
import io.truthound.temporal.reader.SourceReader;
import io.truthound.temporal.reader.TypedProbe.FileColumn;
import io.truthound.temporal.reader.parquet.ParquetFields.Field;
import io.truthound.temporal.rule.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    return probe(List.of(source), watch).get(0);
  }

  @Override
  public List<SourceProbe> probe(List<SourceFile> sources, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    ParquetFooter.bring(sources, watch);
    for (SourceFile file : sources) {
      requirePlainName(file.bytes());
      ParquetMagic.require(file);
    }
    Map<String, List<Field>> fields = fromFooters(sources, watch, ParquetFields::of);
    List<SourceProbe> probes = new ArrayList<>();
    // Planning holds the columns of every file; those of most are the same.
    Map<List<Field>, Map<String, FileColumn>> known = new LinkedHashMap<>();
    for (SourceFile file : sources) {
      List<Field> own = fields.getOrDefault(file.bytes().toString(), List.of());
      Map<String, FileColumn> columns = known.get(own);
      if (columns == null) {
        columns = columns(file, own);
        known.put(own, columns);
      }
      probes.add(new ParquetProbe(this, file, columns));
    }
    return probes;
  }

  @Override
  public List<List<Block>> blocks(List<SourceProbe> probes, List<String> needed, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    return fromEach(
        probes, watch, (db, some, its) -> ParquetBlocks.of(db, some, needed, its), List.of());
  }

  @Override
  public List<List<BlockStatistics>> statistics(
      List<SourceProbe> probes, Set<String> columns, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    return fromEach(
        probes, watch, (db, some, its) -> ParquetStatistics.of(db, some, columns, its), List.of());
  }

  @Override
  public void bring(SourceFile file, Segment segment, List<String> columns, ScanWatch watch)
      throws IOException, ScanCancelledException {
    if (file.supply() == SourceFile.Supply.ALL_THERE) {
      return;
    }
    ParquetFooter.bring(List.of(file), watch);
    List<ByteRange> chunks;
    try (DuckDbPool.Lease lease = pool.lease(reach(List.of(file)))) {
      chunks = ParquetFooter.chunks(lease.db(), file.bytes(), segment.range(), columns, watch);
      lease.sound();
    } catch (SQLException e) {
      throw new IOException(
          "Cannot read %s as Parquet: its footer cannot be read: %s"
              .formatted(file.named(), DuckDbErrors.brief(e)),
          e);
    }
    file.bring(chunks, watch);
  }

  private <T> List<T> fromEach(
      List<SourceProbe> probes, ScanWatch watch, FooterQuery<T> query, T without)
      throws RefusedException, ScanCancelledException {
    List<SourceFile> files =
        probes.stream().map(ParquetProbe.class::cast).map(ParquetProbe::file).toList();
    Map<String, T> answers = fromFooters(files, watch, query);
    return files.stream()
        .map(file -> answers.getOrDefault(file.bytes().toString(), without))
        .toList();
  }

  /** A question to the footers of files, which answers for each by its path. */
  private interface FooterQuery<T> {
    Map<String, T> ask(DuckDb db, Collection<Path> files, ScanWatch watch)
        throws SQLException, RefusedException, ScanCancelledException;
  }

  /** Asks many files at once; where one is damaged, each by itself, to name it. */
  private <T> Map<String, T> fromFooters(
      List<SourceFile> files, ScanWatch watch, FooterQuery<T> query)
      throws RefusedException, ScanCancelledException {
    Map<Path, SourceFile> each = new LinkedHashMap<>();
    files.forEach(file -> each.put(file.bytes(), file));
    List<Path> reach = reach(each.values());
    try {
      return fromFooters(each, reach, query, watch);
    } catch (SQLException oneOfThem) {
      Map<String, T> answers = new LinkedHashMap<>();
      for (SourceFile file : each.values()) {
        try {
          answers.putAll(fromFooters(Map.of(file.bytes(), file), reach, query, watch));
        } catch (SQLException e) {
          throw refused(file.named(), "its footer cannot be read: " + DuckDbErrors.brief(e));
        }
      }
      return answers;
    }
  }

  private <T> Map<String, T> fromFooters(
      Map<Path, SourceFile> files, List<Path> reach, FooterQuery<T> query, ScanWatch watch)
      throws SQLException, RefusedException, ScanCancelledException {
    try (DuckDbPool.Lease lease = pool.lease(reach)) {
      Map<String, T> answers = query.ask(lease.db(), files.keySet(), watch);
      lease.sound();
      return answers;
    } catch (RefusedException e) {
      String message = String.valueOf(e.getMessage());
      for (SourceFile file : files.values()) {
        message = file.inWords(message);
      }
      throw new RefusedException(e.type(), message);
    }
  }

  /**
   * Says what an instance that looks at footers may read: one local file alone, so that the same
   * instance scans it afterwards; else the files' folders, so that the next files in them need no
   * instance of their own. No user's expression meets one that may read folders.
   */
  private static List<Path> reach(Collection<SourceFile> files) {
    List<Path> paths = files.stream().map(file -> file.bytes().toAbsolutePath()).toList();
    if (files.stream().allMatch(SourceFile::isLocal) && paths.size() == 1) {
      return paths;
    }
    return paths.stream()
        .map(file -> file.getParent() == null ? file : file.getParent())
        .distinct()
        .toList();
  }

  private static void requirePlainName(Path file) throws RefusedException {
    try {
      Sql.path(file);
    } catch (IllegalArgumentException wildcard) {
      throw new RefusedException(
          FailureTypes.DATASET_REFUSED, String.valueOf(wildcard.getMessage()));
    }
  }

  /**
   * Takes over what the file says of its columns.
   *
   * @throws RefusedException if DuckDB would give a column another name than the file does, or
   *     confuse it with the number of the row
   */
  private static Map<String, FileColumn> columns(SourceFile file, List<Field> fields)
      throws RefusedException {
    Map<String, FileColumn> columns = new LinkedHashMap<>();
    Map<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(ParquetSql.ROW_NUMBER)) {
        throw refused(
            file.named(),
            "its column \"%s\" has the name of the number of the row (allowed: any other name)"
                .formatted(field.name()));
      }
      String other = seen.put(field.name(), field.name());
      if (other != null) {
        throw refused(
            file.named(),
            "its columns \"%s\" and \"%s\" differ in nothing but case (allowed: names that do)"
                .formatted(other, field.name()));
      }
      columns.put(field.name(), new FileColumn(type(field.type()), !field.required()));
    }
    return columns;
  }

  /** Returns a column's type; null where the file gives it none, but nulls alone. */
  private static @Nullable DataType type(String duckDbName) {
    return duckDbName.equals(UNTYPED) ? null : Sql.type(duckDbName);
  }

  static RefusedException refused(String file, String why) {
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
    return new OpenParquet(List.of(file), columns);
  }

  @Override
  public Optional<OpenFiles> openFiles(List<Path> files, List<Column> all) {
    boolean numbered =
        all.stream().noneMatch(column -> column.name().equalsIgnoreCase(ParquetSql.FILE_NUMBER));
    return numbered ? Optional.of(new OpenParquet(files, all)) : Optional.empty();
  }
}
