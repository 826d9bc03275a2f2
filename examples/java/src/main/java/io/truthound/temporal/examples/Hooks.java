package io.truthound.temporal.examples;

import io.truthound.temporal.app.embedded.EmbeddedTruthound;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.BatchHook;
import io.truthound.temporal.client.ChunkRun;
import io.truthound.temporal.client.CompositeBatchHook;
import io.truthound.temporal.client.HookSubscription;
import io.truthound.temporal.client.LoggingBatchHook;
import io.truthound.temporal.client.MetricsBatchHook;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import java.time.Duration;

/** Hears what happens in batches: of those it starts, and of one that is found by its id. */
public final class Hooks {
  private Hooks() {}

  /** Prints which chunks fail. */
  static final class Printing implements BatchHook {
    @Override
    public void batchStarted(BatchHandle batch) {
      System.out.println("started");
    }

    @Override
    public void chunksFailed(BatchHandle batch, ChunkRun chunks) {
      System.out.printf(
          "%d chunks from %d on %s%n", chunks.chunks(), chunks.first(), chunks.status());
    }
  }

  public static void main(String[] args) throws InterruptedException {
    try (EmbeddedTruthound truthound = EmbeddedTruthound.start()) {
      run(truthound);
    }
  }

  static void run(EmbeddedTruthound truthound) throws InterruptedException {
    MetricsBatchHook metrics = new MetricsBatchHook();
    BatchExecutor executor =
        truthound
            .executorBuilder()
            .setConfig(BatchConfig.DEFAULT.withBatchSize(200))
            .addHooks(CompositeBatchHook.of(new LoggingBatchHook(), new Printing()), metrics)
            .build();

    CheckResult result =
        executor.checkBatch(Dataset.csv("examples/seattle-weather.csv"), OwnRules.RULES);

    System.out.printf(
        "%d chunks, %d failed, took time: %b%n",
        metrics.chunksProcessed(), metrics.chunksFailed(), metrics.averageChunkDurationMs() > 0);

    BatchHandle found = BatchHandle.of(truthound.client(), result.workflowId());
    try (HookSubscription late = found.addHooks(new Printing())) {
      System.out.println("heard all: " + late.awaitEnd(Duration.ofSeconds(30)));
    }
  }
}
