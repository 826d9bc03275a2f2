package io.truthound.temporal.examples;

import io.truthound.temporal.app.embedded.EmbeddedTruthound;
import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.config.RetryPolicy;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ChunkVerdict;
import io.truthound.temporal.result.Status;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The presets, the strategies, and a configuration of one's own. */
public final class Configurations {
  private static final Dataset WEATHER = Dataset.csv("examples/seattle-weather.csv");

  private Configurations() {}

  public static void main(String[] args) {
    try (EmbeddedTruthound truthound = EmbeddedTruthound.start()) {
      presets(truthound);
      strategies(truthound);
      aggregations(truthound);
      everyChunk(truthound);
      ownConfiguration(truthound);
    }
  }

  static void presets(EmbeddedTruthound truthound) {
    List<BatchConfig> presets =
        List.of(
            BatchConfig.DEFAULT,
            BatchConfig.PARALLEL,
            BatchConfig.SEQUENTIAL,
            BatchConfig.FAIL_FAST,
            BatchConfig.LARGE_DATA);
    for (BatchConfig preset : presets) {
      CheckResult result = truthound.executor(preset).checkBatch(WEATHER, OwnRules.RULES);
      System.out.printf(
          "%s, %s: %d chunks, %d failed, %d skipped%n",
          result.status(),
          result.ended(),
          result.totalChunks(),
          result.failedChunks(),
          result.skippedChunks());
    }
  }

  /** How slices run changes nothing in the answer. */
  static void strategies(EmbeddedTruthound truthound) {
    for (ExecutionStrategy strategy : ExecutionStrategy.values()) {
      CheckResult result =
          truthound
              .executor(BatchConfig.DEFAULT.withExecutionStrategy(strategy))
              .checkBatch(WEATHER, OwnRules.RULES);
      System.out.printf("%s: %s%n", strategy, result.status());
    }
  }

  /** How the verdicts of chunks become one. */
  static void aggregations(EmbeddedTruthound truthound) {
    for (AggregationStrategy aggregation : AggregationStrategy.values()) {
      CheckResult result =
          truthound
              .executor(BatchConfig.DEFAULT.withBatchSize(300).withAggregationStrategy(aggregation))
              .checkBatch(WEATHER, OwnRules.RULES);
      System.out.printf("%s: %s%n", aggregation, result.status());
    }
  }

  /** Every chunk's own result, read from the artifact store as the stream comes to it. */
  static void everyChunk(EmbeddedTruthound truthound) {
    CheckResult result =
        truthound
            .executor(
                BatchConfig.DEFAULT
                    .withBatchSize(500)
                    .withAggregationStrategy(AggregationStrategy.ALL))
            .checkBatch(WEATHER, OwnRules.RULES);
    try (Stream<ChunkVerdict> chunks = BatchArtifacts.chunks(result)) {
      chunks.forEach(
          chunk ->
              System.out.printf(
                  "chunk %d: rows %d to %d %s%n",
                  chunk.index(),
                  chunk.firstRow(),
                  chunk.firstRow() + chunk.rows() - 1,
                  chunk.status()));
    }
  }

  static void ownConfiguration(EmbeddedTruthound truthound) {
    BatchConfig config =
        BatchConfig.DEFAULT
            .withBatchSize(200)
            .withMaxWorkers(8)
            .withTimeout(300.0)
            .withChunkTimeout(Duration.ofMinutes(2))
            .withRetryPolicy(new RetryPolicy(Duration.ofMillis(100), 2, Duration.ofSeconds(5), 3))
            .withFailFast(true)
            .withSampleSize(5);
    CheckResult result = truthound.executor(config).checkBatch(WEATHER, OwnRules.RULES);
    System.out.printf(
        "%s at chunk %d, %d chunks left out%n",
        result.status() == Status.FAILED ? "stopped" : "went through",
        result.failingChunk(),
        result.skippedChunks());
  }
}
