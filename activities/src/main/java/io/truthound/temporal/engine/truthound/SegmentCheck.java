package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.engine.truthound.FailingRows.ChunkRange;
import io.truthound.temporal.engine.truthound.expression.SafeExpression;
import io.truthound.temporal.merge.Judge;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.rule.RowCount;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.WellFormed;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks the blocks of one open source: counts, then fetches failing rows. */
final class SegmentCheck {
  private final BatchPlan plan;
  private final Segment segment;
  private final Source source;
  private final OpenSource open;
  private final Map<String, DataType> types;
  private final DuckDb db;
  private final ScanWatch watch;
  private final SliceFindings findings;
  private final List<CompiledRule> rules = new ArrayList<>();

  SegmentCheck(
      BatchPlan plan,
      Segment segment,
      Source source,
      OpenSource open,
      Map<String, DataType> types,
      DuckDb db,
      ScanWatch watch,
      SliceFindings findings) {
    this.plan = plan;
    this.segment = segment;
    this.source = source;
    this.open = open;
    this.types = types;
    this.db = db;
    this.watch = watch;
    this.findings = findings;
  }

  void run() throws SQLException, IOException, ScanCancelledException {
    compile();
    ScanQuery query = new ScanQuery(open, plan.grid(), rules);
    List<RowRange> readable =
        new SegmentScan(segment, source, open, query, plan.grid(), db, watch, findings).run();
    countMalformed();
    if (plan.sampleSize() > 0) {
      fetchFailingRows(readable);
      showMalformed();
    }
  }

  private void compile() {
    List<String> names = plan.columns().stream().map(Column::name).toList();
    RuleCompiler compiler =
        new RuleCompiler(
            open,
            types,
            text -> new RowExpression(SafeExpression.parse(db.connection(), text, names)));
    Set<Integer> decided =
        plan.decided().stream()
            .map(DecidedRule::rule)
            .collect(Collectors.toCollection(TreeSet::new));
    for (int index = 0; index < plan.rules().size(); index++) {
      CompiledRule rule =
          decided.contains(index) ? null : compiler.compile(index, plan.rules().get(index));
      if (rule != null) {
        rules.add(rule);
      }
    }
  }

  /**
   * Malformed records are not in the relation: they count as rows, and break {@code well_formed}.
   */
  private void countMalformed() {
    for (int index = 0; index < plan.rules().size(); index++) {
      Rule rule = plan.rules().get(index);
      if (rule instanceof WellFormed || rule instanceof RowCount) {
        int broken = rule instanceof WellFormed ? 1 : 0;
        int at = index;
        open.malformed().forEach(row -> findings.count(chunkOf(row), at, 1, broken));
      }
    }
  }

  private void fetchFailingRows(List<RowRange> readable)
      throws SQLException, ScanCancelledException {
    FailingRows fetcher = new FailingRows(plan, segment, source, open, db, watch, findings, types);
    for (CompiledRule rule : rules) {
      for (ChunkRange chunks : wanted(rule.index())) {
        int most = plan.firstFailureOnly() ? plan.sampleSize() : missing(rule.index());
        if (most > 0) {
          fetcher.fetch(rule, readable, chunks, most);
        }
      }
    }
  }

  private int missing(int rule) {
    return plan.sampleSize() - findings.failingRows(rule).size();
  }

  /**
   * Returns where to look for a rule's failing rows: the fewest first chunks that hold enough of
   * them, or each chunk that may turn out to be the one whose own result is returned.
   */
  private List<ChunkRange> wanted(int rule) {
    long first = chunkOf(segment.range().first());
    long last = chunkOf(segment.range().end() - 1);
    if (plan.firstFailureOnly()) {
      return candidates(rule, first, last);
    }
    long from = -1;
    long found = 0;
    for (long chunk = first; chunk <= last; chunk++) {
      long failed = findings.failed(chunk, rule);
      if (failed > 0 && from < 0) {
        from = chunk;
      }
      found += failed;
      if (found >= missing(rule) && from >= 0) {
        return List.of(new ChunkRange(from, chunk));
      }
    }
    return from < 0 ? List.of() : List.of(new ChunkRange(from, last));
  }

  private List<ChunkRange> candidates(int rule, long first, long last) {
    Judge judge = new Judge(plan.rules(), plan.decided().stream().map(DecidedRule::rule).toList());
    TreeSet<Long> chunks = new TreeSet<>(List.of(first, last));
    for (long chunk = first; chunk <= last; chunk++) {
      if (judge.chunk(findings.tallies(chunk), findings.isUnreadable(chunk)).failing()) {
        chunks.add(chunk);
        break;
      }
    }
    return chunks.stream()
        .filter(chunk -> findings.failed(chunk, rule) > 0)
        .map(chunk -> new ChunkRange(chunk, chunk))
        .toList();
  }

  private void showMalformed() {
    for (int index = 0; index < plan.rules().size(); index++) {
      if (plan.rules().get(index) instanceof WellFormed) {
        for (OpenSource.MalformedRows.Shown shown : open.malformed().shown()) {
          if (missing(index) > 0) {
            findings.failingRow(index, chunkOf(shown.row()), shownRow(shown));
          }
        }
      }
    }
  }

  private FailingRow shownRow(OpenSource.MalformedRows.Shown shown) {
    Map<String, Object> values = new java.util.LinkedHashMap<>();
    values.put("problem", shown.reason());
    values.put("record", shown.text());
    return new FailingRow(source.uri(), shown.row(), values, Collections.emptyMap());
  }

  private long chunkOf(long row) {
    return segment.firstChunk() + plan.grid().chunkOf(row);
  }
}
