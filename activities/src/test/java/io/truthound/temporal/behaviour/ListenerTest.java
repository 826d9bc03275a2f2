package io.truthound.temporal.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.listener.Attempt;
import io.truthound.temporal.listener.AttemptEnd;
import io.truthound.temporal.listener.Outcome;
import io.truthound.temporal.listener.WorkerListener;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What a worker tells its listeners. */
class ListenerTest extends Behaviour {
  private static final BatchConfig CONFIG =
      BatchConfig.DEFAULT
          .withExecutionStrategy(ExecutionStrategy.SEQUENTIAL)
          .withRetryPolicy(TWICE);

  private final Heard heard = new Heard();

  private void listens() {
    world(plugin -> plugin.addListener(heard));
  }

  @Test
  void hearsOfEachAttemptWhoseItIsAndHowItEnded() {
    listens();

    CheckResult result = check(files(2), CONFIG);

    assertThat(heard.told())
        .containsExactly(
            "plan #1 done", "check_slice 0 #1 done", "check_slice 1 #1 done", "report #1 done");
    assertThat(heard.began()).isEqualTo(heard.ended());
    assertThat(heard.began())
        .allSatisfy(
            attempt -> {
              assertThat(attempt.workflowId()).isEqualTo(result.workflowId());
              assertThat(attempt.runId()).isEqualTo(result.runId());
              assertThat(attempt.taskQueue()).isEqualTo(world().taskQueue());
              assertThat(attempt.repeats()).isFalse();
            });
    assertThat(heard.ends())
        .extracting(AttemptEnd::duration)
        .allSatisfy(duration -> assertThat(duration).isPositive());
    assertThat(heard.ends()).extracting(AttemptEnd::rows).containsExactly(20L, 10L, 10L, 0L);
    AttemptEnd planned = heard.ends().get(0);
    assertThat(planned.bytes()).isEqualTo(result.dataset().bytes());
    assertThat(planned.operation()).isEqualTo(Operation.CHECK);
    AttemptEnd reported = heard.ends().get(3);
    assertThat(reported.operation()).isEqualTo(Operation.CHECK);
    assertThat(reported.status()).isEqualTo(Status.PASSED);
  }

  @Test
  void hearsThatASliceIsTriedAgain() {
    listens();
    engine.slice(
        1,
        scan -> {
          if (scan.attempt() == 1) {
            throw new IOException("disk on fire");
          }
        });

    check(files(2), CONFIG);

    assertThat(heard.told())
        .containsExactly(
            "plan #1 done",
            "check_slice 0 #1 done",
            "check_slice 1 #1 failed",
            "check_slice 1 #2 done",
            "report #1 done");
    assertThat(heard.ends().get(2).failure()).hasMessageContaining("disk on fire");
    assertThat(heard.ends().get(2).rows()).isZero();
  }

  /** The in-memory server does not tell its workers how often they may try. */
  @Test
  void hearsThatTheLastAttemptOfAllHasFailed() {
    String last = server == Server.REAL ? "failed_for_good" : "failed";
    listens();
    engine.slice(
        0,
        scan -> {
          throw new IOException("disk on fire");
        });

    check(files(2), CONFIG);

    assertThat(heard.told())
        .containsExactly(
            "plan #1 done",
            "check_slice 0 #1 failed",
            "check_slice 0 #2 " + last,
            "give_up_slice 0 #1 done",
            "check_slice 1 #1 done",
            "report #1 done");
  }

  @Test
  void hearsThatABatchIsRefused() {
    listens();
    Dataset dataset = files(1);

    assertThatThrownBy(() -> real(CONFIG).checkBatch(dataset, RuleSet.of(new NotNull("xx"))))
        .isInstanceOf(ChunkingException.class);

    assertThat(heard.told()).containsExactly("plan #1 failed_for_good");
  }

  @Test
  void hearsThatAResultWasThereAlready() {
    HookedStore store = HookedStore.at(folder);
    store.after(
        "slice-00000000.json",
        () -> {
          throw new IOException("the answer of the store is lost");
        });
    world(plugin -> plugin.addStore(store).addListener(heard));

    check(files(1), CONFIG);

    assertThat(heard.told())
        .containsExactly(
            "plan #1 done", "check_slice 0 #1 failed", "check_slice 0 #2 reused", "report #1 done");
  }

  @Test
  void hearsThatASliceWasCancelled() {
    listens();
    CountDownLatch scanning = new CountDownLatch(1);
    engine.slice(
        0,
        scan -> {
          scanning.countDown();
          scan.hangs();
        });
    BatchHandle batch = start(files(2), CONFIG);
    await(scanning);

    batch.cancel();

    assertThatThrownBy(batch::result).isInstanceOf(CancellationException.class);
    assertThat(heard.told())
        .containsExactly("plan #1 done", "check_slice 0 #1 cancelled", "report #1 done");
  }

  @Test
  void aListenerThatThrowsHarmsNeitherTheBatchNorOtherListeners() {
    world(plugin -> plugin.addListener(new Throwing()).addListener(heard));

    CheckResult result = check(files(1), CONFIG);

    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(heard.ends())
        .extracting(AttemptEnd::outcome)
        .containsExactly(Outcome.DONE, Outcome.DONE, Outcome.DONE);
  }

  private static final class Throwing implements WorkerListener {
    @Override
    public void attemptBegan(Attempt attempt) {
      throw new IllegalStateException("not ready");
    }

    @Override
    public void attemptEnded(Attempt attempt, AttemptEnd end) {
      throw new AssertionError("not expected");
    }
  }
}
