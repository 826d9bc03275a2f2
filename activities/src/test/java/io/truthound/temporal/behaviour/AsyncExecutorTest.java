package io.truthound.temporal.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.client.AsyncBatchExecutor;
import io.truthound.temporal.client.BatchDescription.State;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.BatchHook;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Futures of batches: what becomes of them, and of their batches. */
class AsyncExecutorTest extends Behaviour {
  /** A thousand by hand: {@code -Dmany.batches=1000}. */
  private static final int MANY = Integer.getInteger("many.batches", 20);

  private BatchExecutor.Builder settings() {
    return world().executor().setEngine(ScriptedEngine.NAME).setConfig(BatchConfig.DEFAULT);
  }

  @Test
  void cancellingAFutureCancelsTheWorkflow() {
    String id = UUID.randomUUID().toString();
    ScriptedEngine.Held held = engine.holds(0);
    CompletableFuture<CheckResult> future =
        settings().setWorkflowId(id).buildAsync().checkBatch(files(1), RULES);
    held.awaitBegun();

    assertThat(future.cancel(true)).isTrue();

    BatchHandle batch = BatchHandle.of(world().client(), id);
    waitUntil(() -> batch.describe().over());
    held.release();
    assertThat(batch.describe().state()).isEqualTo(State.CANCELLED);
    assertThat(future).isCancelled();
  }

  @Test
  void aBatchThatSomebodyElseCancelsCancelsTheFuture() {
    String id = UUID.randomUUID().toString();
    ScriptedEngine.Held held = engine.holds(0);
    CompletableFuture<CheckResult> future =
        settings().setWorkflowId(id).buildAsync().checkBatch(files(1), RULES);
    held.awaitBegun();

    BatchHandle.of(world().client(), id).cancel();

    assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
    held.release();
  }

  @Test
  void aRefusedBatchCompletesExceptionally() {
    CompletableFuture<CheckResult> future =
        settings().buildAsync().checkBatch(files(1), RuleSet.of(new InRange("missing", 0, null)));

    assertThatThrownBy(future::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ChunkingException.class);
  }

  @Test
  void manyBatchesStartAtOnce() {
    AsyncBatchExecutor executor = settings().buildAsync();
    Dataset dataset = files(1);

    List<CompletableFuture<CheckResult>> futures = new ArrayList<>();
    for (int batch = 0; batch < MANY; batch++) {
      futures.add(executor.checkBatch(dataset, RULES));
    }

    assertThat(futures).extracting(future -> future.get().status()).containsOnly(Status.PASSED);
    assertThat(futures).extracting(future -> future.get().workflowId()).doesNotHaveDuplicates();
  }

  @Test
  void theAnswerWaitsForHooksThatHearOfIt() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    CountDownLatch heard = new CountDownLatch(1);
    BatchHook slow =
        new BatchHook() {
          @Override
          public void batchCompleted(BatchHandle batch, BatchOutcome outcome) {
            told.countDown();
            await(heard);
          }
        };

    CompletableFuture<CheckResult> future =
        settings().addHooks(slow).buildAsync().checkBatch(files(1), RULES);
    await(told);

    assertThatThrownBy(() -> future.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
    heard.countDown();
    assertThat(future.get().status()).isEqualTo(Status.PASSED);
  }
}
