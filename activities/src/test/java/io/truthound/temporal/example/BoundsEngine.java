package io.truthound.temporal.example;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.Preparation;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.SliceReader;
import io.truthound.temporal.engine.SliceScan;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RowRule;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleResolution;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.arrow.vector.FieldVector;
import org.jspecify.annotations.Nullable;

/** Answers {@code not_null}, and {@code in_range} of signed numbers: an engine of one's own. */
public final class BoundsEngine implements DataQualityEngine {

  @Override
  public String id() {
    return "bounds/1";
  }

  /** Refuses what it cannot do, before anything is scanned. */
  @Override
  public Preparation prepare(
      RuleSet rules, RuleResolution resolution, List<Column> columns, Map<String, String> extra)
      throws RefusedException {
    TreeSet<String> reads = new TreeSet<>();
    for (int index = 0; index < rules.rules().size(); index++) {
      Rule rule = rules.rules().get(index);
      if (!resolution.decided(index)) {
        if (!isKnown(rule)) {
          throw new RefusedException(
              FailureTypes.RULES_REFUSED,
              "Cannot check rule %d: %s (allowed: not_null and in_range of numbers, without where)"
                  .formatted(index, rule.type()));
        }
        reads.addAll(rule.columns());
      }
    }
    return Preparation.reading(List.copyOf(reads));
  }

  private static boolean isKnown(Rule rule) {
    boolean known =
        rule instanceof NotNull
            || (rule instanceof InRange range && isNumber(range.min()) && isNumber(range.max()));
    return known && ((RowRule) rule).options().where() == null;
  }

  private static boolean isNumber(@Nullable Object bound) {
    return bound == null || bound instanceof BigDecimal;
  }

  /** Reads the columns once, batch by batch; each lies in one chunk. */
  @Override
  public void check(SliceScan scan) throws IOException, ScanCancelledException {
    List<String> columns = scan.plan().readColumns().stream().map(Column::name).toList();
    try (SliceReader batch = scan.openArrow(columns)) {
      while (batch.loadNextBatch()) {
        for (int rule = 0; rule < scan.plan().rules().size(); rule++) {
          count(scan, batch, rule);
        }
      }
    }
  }

  private static void count(SliceScan scan, SliceReader batch, int index) throws IOException {
    Rule rule = scan.plan().rules().get(index);
    if (scan.plan().decided().stream().anyMatch(decided -> decided.rule() == index)
        || !isKnown(rule)) {
      return; // decided by the schema, or one that planning added and the reader answers
    }
    String column = rule.columns().get(0);
    FieldVector vector = batch.getVectorSchemaRoot().getVector(column);
    long evaluated = 0;
    long failed = 0;
    for (int row = 0; row < vector.getValueCount(); row++) {
      Object value = vector.getObject(row);
      if (batch.inconvertible(column, row) != null || (value == null && rule instanceof InRange)) {
        continue;
      }
      evaluated++;
      if (value == null || (rule instanceof InRange range && !isWithin(range, (Number) value))) {
        failed++;
        show(scan, batch, index, row, column, value);
      }
    }
    scan.findings().count(batch.chunk(), index, evaluated, failed);
  }

  private static boolean isWithin(InRange range, Number value) {
    return !(value instanceof Double number && number.isNaN())
        && isOnSide(value, range.min(), 1, range.strictMin())
        && isOnSide(value, range.max(), -1, range.strictMax());
  }

  private static boolean isOnSide(Number value, @Nullable Object bound, int side, boolean strict) {
    if (bound == null) {
      return true;
    }
    int order =
        value instanceof Double number
            ? Double.compare(number, ((BigDecimal) bound).doubleValue())
            : new BigDecimal(value.toString()).compareTo((BigDecimal) bound);
    return order * side > 0 || (order == 0 && !strict);
  }

  private static void show(
      SliceScan scan, SliceReader batch, int rule, int row, String column, @Nullable Object value) {
    if (scan.findings().failingRows(rule).size() < scan.plan().sampleSize()) {
      scan.findings()
          .failingRow(
              rule,
              batch.chunk(),
              new FailingRow(
                  batch.source(),
                  batch.firstRow() + row,
                  Collections.singletonMap(column, value),
                  Map.of()));
    }
  }
}
