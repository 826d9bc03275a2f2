package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.DatasetFormat;
import io.truthound.temporal.dataset.DeclaredColumn;
import io.truthound.temporal.dataset.ReaderOptions;
import io.truthound.temporal.dataset.Reading;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.DeclaredTypes;
import io.truthound.temporal.reader.GivenOptions;
import io.truthound.temporal.reader.NeededTypes;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.reader.SourceFile;
import io.truthound.temporal.reader.SourceProbe;
import io.truthound.temporal.reader.SourceReader;
import io.truthound.temporal.reader.TextNeeds;
import io.truthound.temporal.reader.TextRules;
import io.truthound.temporal.reader.TypeVotes;
import io.truthound.temporal.rule.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads NDJSON: UTF-8, one JSON object on each line. Columns are the keys in the first block of
 * every file; one that a record lacks is null there. Types are inferred from the first records of
 * every file together; where those have no value, from the rules.
 */
public final class NdjsonReader implements SourceReader {
  private final List<DeclaredColumn> declared;

  public NdjsonReader() {
    this(List.of());
  }

  private NdjsonReader(List<DeclaredColumn> declared) {
    this.declared = declared;
  }

  @Override
  public DatasetFormat format() {
    return DatasetFormat.NDJSON;
  }

  @Override
  public List<String> endings() {
    return List.of(".ndjson", ".jsonl");
  }

  @Override
  public boolean text() {
    return true;
  }

  @Override
  public Reading detect(SourceFile first, ReaderOptions given, ScanWatch watch)
      throws RefusedException {
    GivenOptions.requireNoneOfCsv(given, format());
    return new Reading(given, List.of());
  }

  @Override
  public SourceReader with(ReaderOptions options) {
    return new NdjsonReader(options.columns());
  }

  @Override
  public SourceProbe probe(SourceFile source, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    try {
      return NdjsonIndexer.index(source, NdjsonIndexer.RECORDS_PER_BLOCK, watch);
    } catch (NdjsonFormatException e) {
      throw refused(source.named(), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<Column> schema(List<SourceProbe> probes, Dataset dataset, List<Rule> rules)
      throws RefusedException {
    Map<String, TypeVotes> votes = new LinkedHashMap<>();
    for (SourceProbe each : probes) {
      NdjsonProbe probe = (NdjsonProbe) each;
      for (int at = 0; at < probe.columnNames().size(); at++) {
        votes.merge(probe.columnNames().get(at), probe.votes().get(at), TypeVotes::plus);
      }
    }
    // A declared key may come later only.
    declared.forEach(column -> votes.putIfAbsent(column.name(), TypeVotes.NONE));
    if (votes.isEmpty()) {
      NdjsonProbe first = (NdjsonProbe) probes.get(0);
      throw refused(first.named(), first.noColumns() + Preamble.ALLOWED);
    }
    if (votes.size() > KeySurvey.MOST_COLUMNS) {
      throw refused(
          probes.get(probes.size() - 1).named(),
          "it and the %,d files before it have %,d different keys (allowed: at most %,d)"
              .formatted(probes.size() - 1, votes.size(), KeySurvey.MOST_COLUMNS));
    }
    Map<String, DataType> types = DeclaredTypes.of(declared, List.copyOf(votes.keySet()));
    List<Column> columns = new ArrayList<>();
    List<Integer> valueless = new ArrayList<>();
    votes.forEach(
        (name, counts) -> {
          DataType given = types.get(name);
          if (given != null) {
            columns.add(new Column(name, given, true));
            return;
          }
          if (counts.values() == 0) {
            valueless.add(columns.size());
          }
          columns.add(new Column(name, TextNeeds.typeOf(name, counts.winner(), rules), true));
        });
    return NeededTypes.of(columns, valueless, rules);
  }

  private static RefusedException refused(String file, String why) {
    return new RefusedException(
        FailureTypes.DATASET_REFUSED, "Cannot read %s: %s".formatted(file, why));
  }

  @Override
  public List<Rule> implicitRules(List<Column> columns, List<String> needed) {
    return TextRules.of(columns, needed, declared);
  }

  @Override
  public OpenSource open(
      Path file, Segment segment, List<Column> columns, Path scratch, ScanWatch watch)
      throws IOException, ScanCancelledException {
    NdjsonSlice records = NdjsonSlice.write(file, segment, columns, scratch, watch);
    return new OpenNdjson(scratch, records, columns);
  }
}
