package io.truthound.temporal.reference;

import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.engine.KeyEngine;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.merge.KeyCount;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.rule.KeyRule;
import io.truthound.temporal.rule.ReferentialIntegrity;
import io.truthound.temporal.rule.Unique;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Counts keys one row after the other, all in one set. */
final class ReferenceKeys implements KeyEngine {
  private final ReferenceEngine engine;

  ReferenceKeys(ReferenceEngine engine) {
    this.engine = engine;
  }

  @Override
  public int partitions(Keys keys, ScanWatch watch) {
    return 1;
  }

  @Override
  public Found count(Keys keys, Partition partition, ScanWatch watch) {
    KeyRule rule = (KeyRule) keys.plan().rules().get(keys.rule());
    Set<List<Object>> others =
        rule instanceof ReferentialIntegrity reference
            ? others(keys, reference.effectiveReferenceColumns())
            : Set.of();
    Set<List<Object>> seen = new HashSet<>();
    List<FailingKey> failing = new ArrayList<>();
    long count = 0;
    long failed = 0;
    long order = 0;
    for (String source : sources(keys.parts())) {
      List<Row> rows = engine.rows(source);
      for (int at = 0; at < rows.size(); at++, order++) {
        Row row = rows.get(at);
        if (rule.columns().stream().allMatch(row::has)) {
          List<Object> key = key(row, rule.columns());
          boolean isNew = seen.add(key);
          count++;
          if ((rule instanceof Unique && !isNew)
              || (rule instanceof ReferentialIntegrity && !others.contains(key))) {
            failed++;
            FailingRow shown = engine.shown(source, at, row, rule.columns(), keys.plan().keys());
            failing.add(new FailingKey(order, shown));
          }
        }
      }
    }
    List<FailingKey> first = failing.subList(0, Math.min(failing.size(), keys.plan().sampleSize()));
    return new Found(
        rule instanceof ReferentialIntegrity
            ? new KeyCount(count, 0, failed)
            : KeyCount.ofDistinct(count, seen.size()),
        first);
  }

  private Set<List<Object>> others(Keys keys, List<String> columns) {
    Set<List<Object>> others = new HashSet<>();
    for (String source : sources(keys.referenceParts())) {
      for (Row row : engine.rows(source)) {
        if (columns.stream().allMatch(row::has)) {
          others.add(key(row, columns));
        }
      }
    }
    return others;
  }

  /** Names each source once: it may lie in several parts. */
  private static Set<String> sources(List<PlanPart> parts) {
    Set<String> sources = new LinkedHashSet<>();
    parts.forEach(part -> part.sources().stream().map(Source::uri).forEach(sources::add));
    return sources;
  }

  private static List<Object> key(Row row, List<String> columns) {
    return columns.stream().map(row::cell).map(Values::key).toList();
  }
}
