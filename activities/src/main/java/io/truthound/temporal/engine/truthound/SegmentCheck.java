package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.engine.truthound.TruthoundEngine.Opened;
import io.truthound.temporal.engine.truthound.WantedRows.Look;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.SourceChunks;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.rule.CrossTableRowCount;
import io.truthound.temporal.rule.RowCount;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.WellFormed;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Checks the blocks of one open source: counts, then fetches failing rows. */
final class SegmentCheck {
  private final BatchPlan plan;
  private final Segment segment;
  private final SourceChunks chunks;
  private final Source source;
  private final OpenSource open;
  private final Map<String, DataType> types;
  private final DuckDb db;
  private final ScanWatch watch;
  private final SliceFindings findings;
  private final CompiledRules rules;
  private final int parts;
  private final WantedRows wanted;

  SegmentCheck(BatchPlan plan, Opened opened, Map<String, DataType> types, SliceFindings findings) {
    this.plan = plan;
    this.segment = opened.segment();
    this.chunks = plan.chunksOf(segment);
    this.source = opened.source();
    this.open = opened.open();
    this.types = types;
    this.db = opened.db();
    this.watch = opened.watch();
    this.findings = findings;
    this.parts = opened.effort().parts();
    this.rules = CompiledRules.of(plan, open, types, db);
    this.wanted = new WantedRows(plan, segment, findings);
  }

  /** Does all of it. */
  void run() throws SQLException, IOException, ScanCancelledException {
    List<RowRange> readable = new ArrayList<>();
    for (Segment piece : segment.byProof()) {
      readable.addAll(scan(piece));
    }
    measure(readable);
    countMalformed();
    if (plan.sampleSize() > 0) {
      fetchFailingRows(readable);
      showMalformed();
    }
  }

  /** Does what is left where all rows were read and counted, and each of them is well-formed. */
  void runCounted() throws SQLException, ScanCancelledException {
    List<RowRange> readable = List.of(segment.range());
    measure(readable);
    if (plan.sampleSize() > 0) {
      fetchFailingRows(readable);
    }
  }

  /**
   * Counts the rules over blocks of which the same rules are proven.
   *
   * @return the rows that could be read, or need not be
   */
  private List<RowRange> scan(Segment piece) throws IOException, ScanCancelledException {
    ProvenRules proven = ProvenRules.of(piece);
    CompiledRules asked = proven.others(rules);
    List<RowRange> readable;
    if (proven.sayAll(asked)) {
      readable = List.of(piece.range());
      watch.progress(piece.range().count());
    } else {
      readable = List.of(piece.range());
      for (CompiledRules some : asked.inParts(parts)) {
        readable = intersection(readable, count(piece, some));
      }
    }
    for (RowRange rows : readable) {
      proven.count(rows, plan, piece, source, findings);
    }
    return readable;
  }

  private List<RowRange> count(Segment piece, CompiledRules some)
      throws IOException, ScanCancelledException {
    ChunkGroups groups = ChunkGroups.of(chunks);
    ScanQuery query = new ScanQuery(open, groups, some);
    return new SegmentScan(piece, source, open, query, groups, db, watch, findings).run();
  }

  /** Returns the rows that lie in ranges of both. */
  private static List<RowRange> intersection(List<RowRange> one, List<RowRange> other) {
    List<RowRange> both = new ArrayList<>();
    for (RowRange range : one) {
      for (RowRange piece : other) {
        long first = Math.max(range.first(), piece.first());
        long end = Math.min(range.end(), piece.end());
        if (first < end) {
          both.add(new RowRange(first, end - first));
        }
      }
    }
    return both;
  }

  private void measure(List<RowRange> readable) throws SQLException, ScanCancelledException {
    new SegmentStates(plan, segment, open, db, watch, findings).measure(readable);
  }

  /**
   * Malformed records are not in the relation: they count as rows, and break {@code well_formed}.
   */
  private void countMalformed() {
    for (int index = 0; index < plan.rules().size(); index++) {
      Rule rule = plan.rules().get(index);
      if (rule instanceof WellFormed
          || rule instanceof RowCount
          || rule instanceof CrossTableRowCount) {
        int broken = rule instanceof WellFormed ? 1 : 0;
        int at = index;
        open.malformed().forEach(row -> findings.count(chunkOf(row), at, 1, broken));
      }
    }
  }

  private void fetchFailingRows(List<RowRange> readable)
      throws SQLException, ScanCancelledException {
    FailingRows fetcher = new FailingRows(plan, segment, source, open, db, watch, findings, types);
    for (int at = 0; at < rules.all().size(); at++) {
      CompiledRule rule = rules.all().get(at);
      for (Look look : wanted.of(rule.index())) {
        int most = wanted.most(rule.index(), look);
        if (most > 0) {
          fetcher.fetch(rule, rules.reads(at), readable, look.chunks(), most);
        }
      }
    }
  }

  private void showMalformed() {
    for (int index = 0; index < plan.rules().size(); index++) {
      if (plan.rules().get(index) instanceof WellFormed) {
        for (OpenSource.MalformedRows.Shown shown : open.malformed().shown()) {
          if (wanted.missing(index) > 0) {
            findings.failingRow(index, chunkOf(shown.row()), shownRow(shown));
          }
        }
      }
    }
  }

  private FailingRow shownRow(OpenSource.MalformedRows.Shown shown) {
    Map<String, Object> values = new java.util.LinkedHashMap<>();
    values.put(FailingRow.PROBLEM, shown.reason());
    values.put(FailingRow.RECORD, shown.text());
    return new FailingRow(source.uri(), shown.row(), values, Collections.emptyMap());
  }

  private long chunkOf(long row) {
    return segment.firstChunk() + chunks.chunkOf(row);
  }
}
