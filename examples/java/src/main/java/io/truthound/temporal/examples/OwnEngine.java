package io.truthound.temporal.examples;

import static io.truthound.temporal.rule.Rules.notNull;

import io.truthound.temporal.app.embedded.EmbeddedTruthound;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.Preparation;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.SliceReader;
import io.truthound.temporal.engine.SliceScan;
import io.truthound.temporal.engine.SyncEngineAsyncAdapter;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleResolution;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;

/** An engine of one's own, and the same made asynchronous. */
public final class OwnEngine implements DataQualityEngine {

  @Override
  public String id() {
    return "nulls/1";
  }

  /** Refuses what it cannot do, before anything is scanned. */
  @Override
  public Preparation prepare(
      RuleSet rules, RuleResolution resolution, List<Column> columns, Map<String, String> extra)
      throws RefusedException {
    for (Rule rule : rules.rules()) {
      if (!(rule instanceof NotNull)) {
        throw new RefusedException(
            FailureTypes.RULES_REFUSED, "Cannot check " + rule.type() + " (allowed: not_null)");
      }
    }
    return Preparation.reading(
        rules.rules().stream().flatMap(rule -> rule.columns().stream()).distinct().toList());
  }

  /** Takes the slice as Arrow, batch by batch, and counts for each rule and chunk. */
  @Override
  public void check(SliceScan scan) throws IOException, ScanCancelledException {
    List<Rule> rules = scan.plan().rules();
    List<String> columns = scan.plan().readColumns().stream().map(Column::name).toList();
    try (SliceReader batch = scan.openArrow(columns)) {
      while (batch.loadNextBatch()) {
        for (int rule = 0; rule < rules.size(); rule++) {
          if (rules.get(rule) instanceof NotNull notNull) {
            FieldVector vector = batch.getVectorSchemaRoot().getVector(notNull.column());
            scan.findings()
                .count(batch.chunk(), rule, vector.getValueCount(), vector.getNullCount());
          }
        }
      }
    }
  }

  public static void main(String[] args) {
    try (EmbeddedTruthound truthound =
        EmbeddedTruthound.newBuilder()
            .addEngine("nulls", new OwnEngine())
            .addEngine("later", SyncEngineAsyncAdapter.of(new OwnEngine()))
            .start()) {
      run(truthound);
    }
  }

  static void run(EmbeddedTruthound truthound) {
    for (String engine : List.of("nulls", "later")) {
      CheckResult result =
          truthound
              .executorBuilder()
              .setEngine(engine)
              .build()
              .checkBatch(
                  Dataset.csv("examples/seattle-weather.csv"),
                  RuleSet.of(notNull("wind"), notNull("weather")));
      System.out.printf(
          "%s: %s, %d rows%n", engine, result.status(), result.rules().get(0).tally().evaluated());
    }
  }
}
