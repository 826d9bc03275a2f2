package io.truthound.temporal.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.truthound.temporal.RealServer;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.Mean;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Unique;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Workers are killed with -9, and the answer is the same. {@code bench/killed} does it at length.
 */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class KilledWorkerTest {
  private static final BatchConfig CONFIG =
      BatchConfig.DEFAULT
          .withBatchSize(1_000)
          .withHeartbeatTimeout(Duration.ofSeconds(2))
          .withRetryPolicy(Behaviour.quickly(10))
          .withExecutionStrategy(ExecutionStrategy.PARALLEL);

  private final String taskQueue = "truthound-" + UUID.randomUUID();
  @TempDir private Path folder;

  @BeforeEach
  void requireServer() {
    RealServer.require();
  }

  private BatchExecutor.Builder executor() {
    return BatchExecutor.newBuilder(WorkflowClient.newInstance(RealServer.stubs()))
        .setTaskQueue(taskQueue)
        .setConfig(CONFIG);
  }

  @Test
  void aBatchWhoseWorkersAreKilledGivesTheSameReport() throws IOException {
    Dataset dataset = Tables.files(folder.resolve("data"), 30, 2_048);
    RuleSet rules =
        RuleSet.of(new InRange("x", 100, null), new Unique("x"), new Mean("x", 0, 1_000_000));
    try (MortalWorker worker = new MortalWorker(RealServer.address(), taskQueue, folder, 1)) {
      String undisturbed = report(executor().build().startCheck(dataset, rules));
      BatchHandle batch = executor().build().startCheck(dataset, rules);
      Behaviour.waitUntil(() -> batch.progress().finishedSlices() > 3);
      worker.kill();
      Behaviour.waitUntil(() -> worker.deaths() == 1);

      assertThat(report(batch)).isEqualTo(undisturbed);
    }
  }

  private static String report(BatchHandle batch) {
    CheckResult result = batch.result();
    assertThat(result.chunks()).isEqualTo(new StatusCounts(89, 0, 1, 0, 0));
    return result.report().sha256();
  }

  @Test
  void aBlockThatKillsEveryWorkerIsLeftOutAndItsNeighboursKeepTheirVerdicts() throws IOException {
    Dataset dataset =
        Tables.groups(folder.resolve("poisoned.parquet"), "SELECT i AS x FROM range(10240) t(i)");
    try (MortalWorker worker = new MortalWorker(RealServer.address(), taskQueue, folder, 1 << 30)) {
      CheckResult result =
          executor()
              .setEngine(ScriptedEngine.NAME)
              .build()
              .checkBatch(dataset, RuleSet.of(new InRange("x", 0, null)));

      assertThat(result.chunks()).isEqualTo(new StatusCounts(8, 0, 0, 3, 0));
      assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(10_240 - 2_048, 0));
      assertThat(result.errors())
          .singleElement()
          .satisfies(error -> assertThat(error.type()).isEqualTo(FailureTypes.WORKER_LOST));
      // Two with the slice, two with the block; one more where the first died before it said so.
      assertThat(worker.deaths()).isBetween(4, 5);
    }
  }
}
