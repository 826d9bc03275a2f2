package io.truthound.temporal.engine.arrow;

import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.reader.OpenSource.MalformedRows;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.rule.Convertible;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.WellFormed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/** Answers the rules that planning adds for text. */
final class TextFindings {
  private final ArrowScan scan;
  private final @Nullable Integer wellFormed;
  private final Map<String, Integer> convertible = new TreeMap<>();

  /**
   * Answers what no reader before has answered.
   *
   * @param columns those that are opened
   */
  TextFindings(ArrowScan scan, List<String> columns) {
    this.scan = scan;
    List<Rule> rules = scan.plan().rules();
    Integer rows = null;
    for (int index = 0; index < rules.size(); index++) {
      Rule rule = rules.get(index);
      if (rule instanceof WellFormed && scan.isNews("rule " + index)) {
        rows = index;
      } else if (rule instanceof Convertible cells
          && columns.contains(cells.column())
          && scan.isNews("rule " + index)) {
        convertible.put(cells.column(), index);
      }
    }
    wellFormed = rows;
  }

  /** Counts the records of a segment that do not come as rows. */
  void malformed(Segment segment, MalformedRows records) {
    if (wellFormed == null) {
      return;
    }
    int rule = wellFormed;
    records.forEach(row -> scan.findings().count(chunk(segment, row), rule, 1, 1));
    for (MalformedRows.Shown shown : records.shown()) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      values.put(FailingRow.PROBLEM, shown.reason());
      values.put(FailingRow.RECORD, shown.text());
      show(rule, segment, shown.row(), values);
    }
  }

  /** Counts rows that are well-formed. */
  void rows(BatchRun run) {
    if (wellFormed != null) {
      scan.findings().count(run.chunk(), wellFormed, run.rows(), 0);
    }
  }

  /**
   * Counts the cells of a column, and those that do not convert.
   *
   * @param values those of the run
   * @param texts of the whole batch: what does not convert
   */
  void cells(String column, Segment segment, BatchRun run, FieldVector values, FieldVector texts) {
    Integer rule = convertible.get(column);
    if (rule == null) {
      return;
    }
    long failed = 0;
    for (int at = run.from(); at < run.end(); at++) {
      if (!texts.isNull(at)) {
        failed++;
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put(column, String.valueOf(texts.getObject(at)));
        show(rule, segment, run.firstRow() + at - run.from(), shown);
      }
    }
    long evaluated = run.rows() - values.getNullCount() + failed;
    scan.findings().count(run.chunk(), rule, evaluated, failed);
  }

  private void show(int rule, Segment segment, long row, Map<String, @Nullable Object> values) {
    SliceFindings findings = scan.findings();
    BatchPlan plan = scan.plan();
    if (findings.failingRows(rule).size() < plan.sampleSize()) {
      Source source = scan.source(segment);
      findings.failingRow(
          rule, chunk(segment, row), new FailingRow(source.uri(), row, values, Map.of()));
    }
  }

  private long chunk(Segment segment, long row) {
    return segment.firstChunk() + scan.plan().chunksOf(segment).chunkOf(row);
  }
}
