package io.truthound.temporal.reader.csv;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.DeclaredColumn;
import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.dataset.Reading;
import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.DeclaredTypes;
import io.truthound.temporal.reader.GivenOptions;
import io.truthound.temporal.reader.NeededTypes;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.Schemas;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.reader.SourceFile;
import io.truthound.temporal.reader.SourceProbe;
import io.truthound.temporal.reader.SourceReader;
import io.truthound.temporal.reader.TextForms;
import io.truthound.temporal.reader.TextNeeds;
import io.truthound.temporal.reader.TextRules;
import io.truthound.temporal.reader.TypeVotes;
import io.truthound.temporal.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads CSV in UTF-8. What options leave open about its shape the first file tells. Types that are
 * not declared are inferred from the first records of every file together; where those have no
 * value, from the rules.
 */
public final class CsvReader implements SourceReader {
  private final DuckDbPool pool;
  private final ReaderOptions options;
  private final CsvDialect dialect;
  private final TextForms forms;

  public CsvReader(DuckDbPool pool) {
    this(pool, ReaderOptions.DEFAULT);
  }

  private CsvReader(DuckDbPool pool, ReaderOptions options) {
    this.pool = pool;
    this.options = options;
    this.forms = TextForms.of(options);
    CsvDialect shape =
        CsvDialect.of(
            options.delimiter() == null ? ',' : options.delimiter().charAt(0), quote(options));
    this.dialect = Boolean.FALSE.equals(options.header()) ? shape.withoutHeader() : shape;
  }

  private static char quote(ReaderOptions options) {
    return options.quote() == null ? '"' : options.quote().charAt(0);
  }

  @Override
  public DatasetFormat format() {
    return DatasetFormat.CSV;
  }

  @Override
  public List<String> endings() {
    return List.of(".csv", ".tsv");
  }

  @Override
  public boolean text() {
    return true;
  }

  @Override
  public Reading detect(SourceFile first, ReaderOptions given, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    CsvFormats.require(pool, given, watch);
    CsvDialect found;
    try {
      found =
          CsvSniffer.sniff(
              first.bytes(),
              given.delimiter() == null ? null : given.delimiter().charAt(0),
              quote(given),
              given.header());
    } catch (IllegalArgumentException e) {
      throw GivenOptions.refused(String.valueOf(e.getMessage()));
    }
    List<String> detected = new ArrayList<>();
    if (given.delimiter() == null) {
      detected.add("delimiter");
    }
    if (given.header() == null) {
      detected.add("header");
    }
    ReaderOptions all =
        given
            .withDelimiter(Character.toString(found.delimiter()))
            .withQuote(Character.toString(found.quote()))
            .withHeader(found.header());
    return new Reading(all, detected);
  }

  @Override
  public SourceReader with(ReaderOptions options) {
    return new CsvReader(pool, options);
  }

  @Override
  public SourceProbe probe(SourceFile source, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    Path file = source.bytes();
    List<TypeVotes> votes = new ArrayList<>();
    try {
      CsvIndex index =
          CsvFileIndexer.index(
              file,
              dialect,
              (columns, first) -> votes.addAll(votes(file, columns.size(), first, watch)),
              CancellablePass.watching(watch));
      while (votes.size() < index.columns().size()) {
        votes.add(TypeVotes.NONE);
      }
      return new CsvProbe(
          source.named(), new CsvIndex(names(file, index.columns()), index.blocks()), votes);
    } catch (CsvFormatException e) {
      // It names the file.
      throw new RefusedException(
          FailureTypes.DATASET_REFUSED, source.inWords(String.valueOf(e.getMessage())));
    } catch (CancellablePass.Stopped stopped) {
      throw new ScanCancelledException();
    }
  }

  /** Returns the names of a file's columns: those of its header, else the declared ones. */
  private List<String> names(Path file, List<String> found) throws CsvFormatException {
    if (dialect.header() || options.columns().isEmpty()) {
      return found;
    }
    if (found.size() != options.columns().size()) {
      throw new CsvFormatException(
          "Cannot read %s: %d fields in the first record and %d declared columns (allowed without a header: as many)"
              .formatted(file, found.size(), options.columns().size()));
    }
    return options.columns().stream().map(DeclaredColumn::name).toList();
  }

  private List<TypeVotes> votes(Path file, int columns, CsvBlock first, ScanWatch watch)
      throws IOException {
    Path scratch = Files.createTempDirectory(pool.settings().scratch(), "csv-types-");
    try {
      CsvSlice slice =
          CsvSlice.prepare(
              file, dialect, List.of(first), columns, scratch, CancellablePass.watching(watch));
      return new TypeSurvey(dialect, forms, columns, watch).of(slice, scratch, pool);
    } catch (CsvFormatException changed) {
      // The index names the file in what it refuses; this may be better the next time.
      throw new IOException(changed.getMessage(), changed);
    } catch (ScanCancelledException cancelled) {
      throw new CancellablePass.Stopped(cancelled);
    } finally {
      ScratchFolders.delete(scratch);
    }
  }

  @Override
  public List<Column> schema(List<SourceProbe> probes, Dataset dataset, List<Rule> rules)
      throws RefusedException {
    List<Column> columns = new ArrayList<>();
    List<Integer> valueless = new ArrayList<>();
    List<String> names = Schemas.names(probes, dataset);
    Map<String, DataType> declared = DeclaredTypes.of(options.columns(), names);
    for (String name : names) {
      DataType given = declared.get(name);
      if (given != null) {
        columns.add(new Column(name, given, true));
        continue;
      }
      TypeVotes votes = TypeVotes.NONE;
      for (SourceProbe probe : probes) {
        votes = votes.plus(((CsvProbe) probe).votes(name));
      }
      if (votes.values() == 0) {
        valueless.add(columns.size());
      }
      columns.add(new Column(name, TextNeeds.typeOf(name, votes.winner(), rules), true));
    }
    return NeededTypes.of(columns, valueless, rules);
  }

  @Override
  public List<Rule> implicitRules(List<Column> columns, List<String> needed) {
    return TextRules.of(columns, needed, options.columns());
  }

  @Override
  public OpenSource open(
      Path file, Segment segment, List<Column> columns, Path scratch, ScanWatch watch)
      throws IOException, ScanCancelledException {
    try {
      List<CsvBlock> blocks =
          segment.blocks().stream()
              .map(
                  block ->
                      new CsvBlock(
                          block.firstRow(),
                          block.rows(),
                          0,
                          block.offset(),
                          block.bytes(),
                          block.plain(),
                          !block.plainNumbers(),
                          block.integers()))
              .toList();
      List<String> header = names(file, CsvIndexer.columns(file, dialect));
      CsvSlice slice =
          CsvSlice.prepare(
              file, dialect, blocks, header.size(), scratch, CancellablePass.watching(watch));
      return new OpenCsv(scratch, slice, dialect, forms, header, columns);
    } catch (CancellablePass.Stopped stopped) {
      throw new ScanCancelledException();
    }
  }
}
