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
import io.truthound.temporal.plan.ProvenRows;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
  private final List<CompiledRule> rules = new ArrayList<>();

  /** The columns that each of them reads. */
  private final List<Set<String>> reads = new ArrayList<>();

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
    this.chunks = plan.chunksOf(segment);
    this.source = source;
    this.open = open;
    this.types = types;
    this.db = db;
    this.watch = watch;
    this.findings = findings;
  }

  void run() throws SQLException, IOException, ScanCancelledException {
    compile();
    List<RowRange> readable = new ArrayList<>();
    for (Segment piece : segment.byProof()) {
      readable.addAll(scan(piece));
    }
    new SegmentStates(plan, segment, open, db, watch, findings).measure(readable);
    countMalformed();
    if (plan.sampleSize() > 0) {
      fetchFailingRows(readable);
      showMalformed();
    }
  }

  /**
   * Counts the rules over blocks of which the same rules are proven.
   *
   * @return the rows that could be read, or need not be
   */
  private List<RowRange> scan(Segment piece) throws IOException, ScanCancelledException {
    Set<Integer> proven =
        piece.proven().stream()
            .map(ProvenRows::rule)
            .collect(Collectors.toCollection(TreeSet::new));
    List<CompiledRule> asked = new ArrayList<>();
    Set<String> columns = new TreeSet<>();
    for (int at = 0; at < rules.size(); at++) {
      if (!proven.contains(rules.get(at).index())) {
        asked.add(rules.get(at));
        columns.addAll(reads.get(at));
      }
    }
    List<RowRange> readable;
    if (asked.isEmpty() && !proven.isEmpty()) {
      readable = List.of(piece.range());
      watch.progress(piece.range().count());
    } else {
      ChunkGroups groups = ChunkGroups.of(chunks);
      ScanQuery query = new ScanQuery(open, groups, asked, columns);
      readable = new SegmentScan(piece, source, open, query, groups, db, watch, findings).run();
    }
    for (RowRange rows : readable) {
      proven.forEach(rule -> countPassed(rule, rows));
    }
    return readable;
  }

  private void countPassed(int rule, RowRange rows) {
    for (long row = rows.first(); row < rows.end(); ) {
      long chunk = chunks.chunkOf(row);
      long end = Math.min(rows.end(), chunks.endRow(chunk, source.rows()));
      findings.count(segment.firstChunk() + chunk, rule, end - row, 0);
      row = end;
    }
  }

  private void compile() {
    List<String> names = plan.columns().stream().map(Column::name).toList();
    Set<String> spokenOf = new TreeSet<>();
    RuleCompiler compiler =
        new RuleCompiler(
            open,
            types,
            text -> {
              SafeExpression parsed = SafeExpression.parse(db.connection(), text, names);
              spokenOf.addAll(parsed.columns());
              return new RowExpression(parsed);
            });
    Set<Integer> decided =
        plan.decided().stream()
            .map(DecidedRule::rule)
            .collect(Collectors.toCollection(TreeSet::new));
    for (int index = 0; index < plan.rules().size(); index++) {
      spokenOf.clear();
      CompiledRule rule =
          decided.contains(index) ? null : compiler.compile(index, plan.rules().get(index));
      if (rule != null) {
        rules.add(rule);
        spokenOf.addAll(plan.rules().get(index).columns());
        reads.add(new TreeSet<>(spokenOf));
      }
    }
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
    for (int at = 0; at < rules.size(); at++) {
      CompiledRule rule = rules.get(at);
      for (Look look : wanted(rule.index())) {
        int most = look.ownResult() ? plan.sampleSize() : missing(rule.index());
        if (most > 0) {
          fetcher.fetch(rule, reads.get(at), readable, look.chunks(), most);
        }
      }
    }
  }

  private int missing(int rule) {
    return plan.sampleSize() - findings.failingRows(rule).size();
  }

  /**
   * Chunks to look for failing rows in.
   *
   * @param ownResult whether it is one chunk that may turn out to be the one whose own result is
   *     returned, so that its rows are wanted however many lower ones were found
   */
  private record Look(ChunkRange chunks, boolean ownResult) {}

  /** Returns where to look for a rule's failing rows, in row order. */
  private List<Look> wanted(int rule) {
    List<Look> looks = new ArrayList<>();
    ChunkRange lowest = lowest(rule);
    if (lowest == null) {
      return looks;
    }
    long next = lowest.first();
    for (long chunk : plan.firstFailureOnly() ? candidates(rule) : List.<Long>of()) {
      addLowest(looks, next, Math.min(chunk - 1, lowest.last()));
      looks.add(new Look(new ChunkRange(chunk, chunk), true));
      next = chunk + 1;
    }
    addLowest(looks, next, lowest.last());
    return looks;
  }

  private static void addLowest(List<Look> looks, long first, long last) {
    if (first <= last) {
      looks.add(new Look(new ChunkRange(first, last), false));
    }
  }

  /** Returns the fewest first chunks that hold enough failing rows, or null where none fail. */
  private @Nullable ChunkRange lowest(int rule) {
    long last = lastChunk();
    long from = -1;
    long found = 0;
    for (long chunk = firstChunk(); chunk <= last; chunk++) {
      long failed = findings.failed(chunk, rule);
      if (failed > 0 && from < 0) {
        from = chunk;
      }
      found += failed;
      if (found >= missing(rule) && from >= 0) {
        return new ChunkRange(from, chunk);
      }
    }
    return from < 0 ? null : new ChunkRange(from, last);
  }

  /**
   * Returns the chunks that may be the lowest failing one: the first and the last, which others may
   * join, and the lowest failing one between.
   */
  private List<Long> candidates(int rule) {
    Judge judge = new Judge(plan.rules(), plan.decided().stream().map(DecidedRule::rule).toList());
    long first = firstChunk();
    long last = lastChunk();
    TreeSet<Long> chunks = new TreeSet<>(List.of(first, last));
    for (long chunk = first + 1; chunk < last; chunk++) {
      if (judge.chunk(findings.tallies(chunk), findings.isUnreadable(chunk)).failing()) {
        chunks.add(chunk);
        break;
      }
    }
    return chunks.stream().filter(chunk -> findings.failed(chunk, rule) > 0).toList();
  }

  private long firstChunk() {
    return chunkOf(segment.range().first());
  }

  private long lastChunk() {
    return chunkOf(segment.range().end() - 1);
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
    return segment.firstChunk() + chunks.chunkOf(row);
  }
}
