package io.truthound.temporal.examples;

import io.truthound.temporal.app.embedded.EmbeddedTruthound;
import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.LoggingBatchHook;
import io.truthound.temporal.client.MetricsBatchHook;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.DatasetResult;
import io.truthound.temporal.rule.RuleSet;
import java.util.List;
import java.util.Locale;

/** What {@code docs/migration.md} makes of a program for Python's BatchExecutor. */
public final class Migrated {
  private static final String WEATHER = "examples/seattle-weather.csv";

  private Migrated() {}

  public static void main(String[] args) {
    try (EmbeddedTruthound truthound = EmbeddedTruthound.start()) {
      oneDataset(truthound);
      severalDatasets(truthound);
    }
  }

  static void oneDataset(EmbeddedTruthound truthound) {
    MetricsBatchHook metrics = new MetricsBatchHook();
    BatchConfig config =
        BatchConfig.DEFAULT
            .withBatchSize(500)
            .withMaxWorkers(8)
            .withExecutionStrategy(ExecutionStrategy.PARALLEL)
            .withAggregationStrategy(AggregationStrategy.WORST);
    BatchExecutor executor =
        truthound
            .executorBuilder()
            .setConfig(config)
            .addHooks(new LoggingBatchHook(), metrics)
            .build();
    RuleSet rules =
        RuleSet.parse(
            """
            [{"type": "not_null", "column": "date"},
             {"type": "in_range", "column": "wind", "min": 0, "max": 9}]
            """);
    try {
      CheckResult result = executor.checkBatch(Dataset.csv(WEATHER), rules);
      System.out.printf(
          Locale.ROOT,
          "%s: %d of %d chunks in error, %d failed%n",
          result.status(),
          result.errorChunks(),
          result.totalChunks(),
          metrics.chunksFailed());
      result.failures().forEach(failure -> System.out.println(failure.message()));
    } catch (BatchExecutionException e) {
      System.out.println("chunk " + e.failingChunk() + ": " + e.getMessage());
    }
  }

  static void severalDatasets(EmbeddedTruthound truthound) {
    BatchExecutor executor = truthound.executor(BatchConfig.DEFAULT);
    RuleSet rules = RuleSet.parse("[{\"type\": \"not_null\", \"column\": \"date\"}]");

    BatchResult all =
        executor.checkBatch(
            List.of(Dataset.csv(WEATHER), Dataset.csv("examples/no-such-file.csv")), rules);

    for (DatasetResult one : all.results()) {
      System.out.println(one.dataset() + ": " + one.status());
    }
  }
}
