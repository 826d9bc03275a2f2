package io.truthound.temporal.reader.csv;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.NeededTypes;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.Schemas;
import io.truthound.temporal.reader.ScratchFolders;
import io.truthound.temporal.reader.SourceFile;
import io.truthound.temporal.reader.SourceProbe;
import io.truthound.temporal.reader.SourceReader;
import io.truthound.temporal.reader.TextNeeds;
import io.truthound.temporal.reader.TextRules;
import io.truthound.temporal.reader.TypeVotes;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV: UTF-8, a header, fields parted by commas. Types are inferred from the first records of
 * every file together; where those have no value, from the rules.
 */
public final class CsvReader implements SourceReader {
  private static final CsvDialect DIALECT = CsvDialect.DEFAULT;

  private final DuckDbPool pool;

  public CsvReader(DuckDbPool pool) {
    this.pool = pool;
  }

  @Override
  public DatasetFormat format() {
    return DatasetFormat.CSV;
  }

  @Override
  public List<String> endings() {
    return List.of(".csv");
  }

  @Override
  public boolean text() {
    return true;
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
              DIALECT,
              (columns, first) -> votes.addAll(votes(file, columns.size(), first, watch)),
              CancellablePass.watching(watch));
      while (votes.size() < index.columns().size()) {
        votes.add(TypeVotes.NONE);
      }
      return new CsvProbe(source.named(), index, votes);
    } catch (CsvFormatException e) {
      // It names the file.
      throw new RefusedException(
          FailureTypes.DATASET_REFUSED, source.inWords(String.valueOf(e.getMessage())));
    } catch (CancellablePass.Stopped stopped) {
      throw new ScanCancelledException();
    }
  }

  private List<TypeVotes> votes(Path file, int columns, CsvBlock first, ScanWatch watch)
      throws IOException {
    Path scratch = Files.createTempDirectory(pool.settings().scratch(), "csv-types-");
    try {
      CsvSlice slice =
          CsvSlice.prepare(
              file, DIALECT, List.of(first), columns, scratch, CancellablePass.watching(watch));
      return TypeSurvey.of(pool, DIALECT, slice, columns, watch);
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
  public List<Column> schema(List<SourceProbe> probes, Dataset dataset, RuleSet rules)
      throws RefusedException {
    List<Column> columns = new ArrayList<>();
    List<Integer> valueless = new ArrayList<>();
    for (String name : Schemas.names(probes, dataset)) {
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
    return TextRules.of(columns, needed);
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
      List<String> header = CsvIndexer.columns(file, DIALECT);
      CsvSlice slice =
          CsvSlice.prepare(
              file, DIALECT, blocks, header.size(), scratch, CancellablePass.watching(watch));
      return new OpenCsv(scratch, slice, DIALECT, header, columns);
    } catch (CancellablePass.Stopped stopped) {
      throw new ScanCancelledException();
    }
  }
}
