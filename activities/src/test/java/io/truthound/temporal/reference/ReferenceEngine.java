package io.truthound.temporal.reference;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.KeyEngine;
import io.truthound.temporal.engine.Preparation;
import io.truthound.temporal.engine.ProfileSurvey;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.engine.SliceScan;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.ProfilePlan;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.reference.RowOutcome.Outcome;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.rule.ConditionalNull;
import io.truthound.temporal.rule.Expression;
import io.truthound.temporal.rule.RowRule;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleResolution;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.state.ColumnNeeds;
import io.truthound.temporal.state.ColumnProfileState;
import io.truthound.temporal.state.PairState;
import io.truthound.temporal.state.ProfileState;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks and profiles rows that a test has told it, one after the other. It opens no file: what it
 * says of a file is what should stand there.
 */
public final class ReferenceEngine implements DataQualityEngine {
  /** The name under which tests register it. */
  public static final String NAME = "reference";

  private final Map<Path, List<Row>> files = new ConcurrentHashMap<>();
  private final Map<String, Formula> formulas = new ConcurrentHashMap<>();

  /** Tells the rows that stand in a file. */
  public void tell(Path file, Table table, int part) {
    files.put(
        file, table.files().get(part).rows().stream().map(row -> new Row(table, row)).toList());
  }

  /** Tells what the text of an expression means. */
  public void tell(Formula formula) {
    formulas.put(formula.sql(), formula);
  }

  List<Row> rows(String source) {
    return files.get(Path.of(URI.create(source)));
  }

  @Override
  public String id() {
    return "reference/1";
  }

  @Override
  public Preparation prepare(
      RuleSet rules, RuleResolution resolution, List<Column> columns, Map<String, String> extra) {
    Set<String> reads = new LinkedHashSet<>();
    Map<Integer, String> moot = new TreeMap<>();
    for (int index = 0; index < rules.rules().size(); index++) {
      if (!resolution.decided(index)) {
        Set<String> own = readColumns(rules.rules().get(index));
        Optional<String> reported =
            own.stream().filter(resolution.reportedColumns()::containsKey).findFirst();
        if (reported.isPresent()) {
          moot.put(index, reported.get());
        } else {
          reads.addAll(own);
        }
      }
    }
    return new Preparation(List.copyOf(reads), moot);
  }

  private Set<String> readColumns(Rule rule) {
    Set<String> columns = new LinkedHashSet<>(shownColumns(rule));
    if (rule instanceof RowRule row && row.options().where() != null) {
      columns.addAll(formulas.get(row.options().where()).columns());
    }
    return columns;
  }

  @Override
  public Optional<KeyEngine> keys() {
    return Optional.of(new ReferenceKeys(this));
  }

  @Override
  public void check(SliceScan scan) {
    BatchPlan plan = scan.plan();
    PlanPart part = scan.part();
    Slice slice = scan.slice();
    SliceFindings findings = scan.findings();
    List<Integer> decided = plan.decided().stream().map(DecidedRule::rule).toList();
    for (Segment segment : slice.segments()) {
      String source = part.source(segment.source()).uri();
      for (int index = 0; index < plan.rules().size(); index++) {
        if (!decided.contains(index)) {
          check(plan, segment, source, index, findings);
        }
      }
      for (ColumnNeeds needs : ColumnNeeds.of(plan)) {
        findings.state(segment, States.of(needs, cells(segment, source, needs.column())));
      }
    }
  }

  private void check(
      BatchPlan plan, Segment segment, String source, int index, SliceFindings findings) {
    Rule rule = plan.rules().get(index);
    for (long at = segment.range().first(); at < segment.range().end(); at++) {
      Row row = rows(source).get((int) at);
      long chunk = segment.firstChunk() + plan.chunksOf(segment).chunkOf(at);
      Outcome outcome = RowOutcome.of(rule, row, formulas);
      findings.count(
          chunk,
          index,
          outcome == Outcome.NOT_EVALUATED ? 0 : 1,
          outcome == Outcome.FAILED ? 1 : 0);
      if (outcome == Outcome.FAILED && plan.sampleSize() > 0) {
        findings.failingRow(index, chunk, shown(source, at, row, shownColumns(rule), plan.keys()));
      }
    }
  }

  /** Returns the columns that a sample shows: those of the rule, then those of its expression. */
  private List<String> shownColumns(Rule rule) {
    Set<String> shown = new LinkedHashSet<>(rule.columns());
    if (rule instanceof ConditionalNull conditional) {
      shown.addAll(formulas.get(conditional.condition()).columns());
    }
    if (rule instanceof Expression expression) {
      shown.addAll(formulas.get(expression.expression()).columns());
    }
    return List.copyOf(shown);
  }

  FailingRow shown(String source, long number, Row row, List<String> columns, List<String> keys) {
    return new FailingRow(source, number, shown(row, columns), shown(row, keys));
  }

  private static Map<String, Object> shown(Row row, List<String> columns) {
    Map<String, Object> shown = new LinkedHashMap<>();
    columns.forEach(column -> shown.put(column, Values.shown(row.cell(column))));
    return shown;
  }

  private List<Object> cells(Segment segment, String source, String column) {
    List<Object> cells = new ArrayList<>();
    for (long at = segment.range().first(); at < segment.range().end(); at++) {
      cells.add(rows(source).get((int) at).cell(column));
    }
    return cells;
  }

  @Override
  public ProfilePlan planProfile(ProfileSurvey survey, Map<String, String> extra, ScanWatch watch) {
    return new ProfilePlan(
        survey.columns().stream()
            .map(column -> new ProfilePlan.ProfiledColumn(column.name(), false, null, null))
            .toList(),
        survey.correlations());
  }

  @Override
  public void profile(SliceScan scan) {
    BatchPlan plan = scan.plan();
    PlanPart part = scan.part();
    Slice slice = scan.slice();
    SliceFindings findings = scan.findings();
    for (Segment segment : slice.segments()) {
      String source = part.source(segment.source()).uri();
      List<ColumnProfileState> columns = new ArrayList<>();
      for (ColumnNeeds needs : ProfileState.needs(plan)) {
        columns.add(States.profile(needs, cells(segment, source, needs.column())));
      }
      List<PairState> pairs = new ArrayList<>();
      for (PairState none : ProfileState.none(plan).pairs()) {
        PairState sum = none;
        List<Object> a = cells(segment, source, none.a());
        List<Object> b = cells(segment, source, none.b());
        for (int row = 0; row < a.size(); row++) {
          sum = sum.plus(States.pair(none, a.get(row), b.get(row)));
        }
        pairs.add(sum);
      }
      long rows = segment.range().count();
      findings.profile(segment, new ProfileState(ProfileState.VERSION, rows, 0, columns, pairs));
    }
  }
}
