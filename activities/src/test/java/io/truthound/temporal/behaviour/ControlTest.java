package io.truthound.temporal.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowUpdateException;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.contract.BatchProgress.Phase;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.Status;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A person watches, pauses, slows and speeds up a batch under way. */
class ControlTest extends Behaviour {
  private static final BatchConfig CONFIG =
      BatchConfig.DEFAULT
          .withBatchSize(10)
          .withExecutionStrategy(ExecutionStrategy.PARALLEL)
          .withMaxWorkers(2);

  @Test
  void aPausedBatchFinishesWhatIsInFlightAndBeginsNothing() {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch late = new CountDownLatch(1);
    engine.slices(
        0,
        2,
        scan -> {
          begun.countDown();
          scan.awaits(late);
        });
    BatchHandle batch = start(files(6), CONFIG);
    await(begun);

    batch.pause();
    late.countDown();
    waitUntil(() -> batch.progress().running() == 0);

    BatchProgress paused = batch.progress();
    assertThat(paused.paused()).isTrue();
    assertThat(paused.finishedSlices()).isEqualTo(2);
    assertThat(paused.phase()).isEqualTo(Phase.CHECKING);
    assertThat(engine.scans()).hasSize(2);
    batch.resume();
    assertThat(batch.result().passedChunks()).isEqualTo(6);
    assertThat(batch.progress().paused()).isFalse();
  }

  @Test
  void aBatchPausedBeforeItsFirstSliceScansNothingUntilItGoesOn() {
    CountDownLatch plans = new CountDownLatch(1);
    CountDownLatch planning = engine.preparesAfter(plans);
    BatchHandle batch = start(files(3), CONFIG);
    await(planning);

    batch.pause();
    plans.countDown();
    waitUntil(() -> batch.progress().slices() == 3);

    assertThat(engine.scans()).isEmpty();
    batch.resume();
    assertThat(batch.result().status()).isEqualTo(Status.PASSED);
  }

  @Test
  void aPausedBatchCanBeCancelledAndReports() {
    CountDownLatch begun = new CountDownLatch(1);
    engine.slice(
        2,
        scan -> {
          begun.countDown();
          scan.hangs();
        });
    BatchHandle batch = start(files(6), CONFIG.withMaxWorkers(1));
    await(begun);

    batch.pause();
    batch.cancel();

    assertThat(catchThrowable(batch::result))
        .isInstanceOf(java.util.concurrent.CancellationException.class);
    CheckResult known = batch.partialResult(world().store().toUri().toString()).orElseThrow();
    assertThat(known.passedChunks()).isEqualTo(2);
    assertThat(known.ended()).isEqualTo(Ended.CANCELLED);
  }

  @Test
  void moreWorkersBeginAtOnceAndFewerWithTheNextSlice() {
    CountDownLatch two = new CountDownLatch(2);
    CountDownLatch five = new CountDownLatch(5);
    CountDownLatch late = new CountDownLatch(1);
    AtomicInteger together = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    engine
        .slices(
            0,
            5,
            scan -> {
              two.countDown();
              five.countDown();
              scan.awaits(late);
            })
        .slices(
            5,
            20,
            scan -> {
              most.accumulateAndGet(together.incrementAndGet(), Math::max);
              scan.awaits(new CountDownLatch(0));
              together.decrementAndGet();
            });
    BatchHandle batch = start(files(20), CONFIG);
    await(two);
    assertThat(batch.progress().running()).isEqualTo(2);

    batch.setMaxWorkers(5);
    await(five);
    assertThat(batch.progress().running()).isEqualTo(5);
    assertThat(batch.progress().maxWorkers()).isEqualTo(5);
    batch.setMaxWorkers(1);
    late.countDown();

    assertThat(batch.result().passedChunks()).isEqualTo(20);
    assertThat(most).hasValue(1);
  }

  @Test
  void aSequentialBatchCanBeSpedUpToo() {
    CountDownLatch three = new CountDownLatch(3);
    engine.slices(
        0,
        3,
        scan -> {
          three.countDown();
          scan.awaits(three);
        });
    BatchHandle batch = start(files(3), CONFIG.withExecutionStrategy(ExecutionStrategy.SEQUENTIAL));

    batch.setMaxWorkers(3);

    assertThat(batch.result().passedChunks()).isEqualTo(3);
  }

  @Test
  void aNumberOfWorkersThatNoBatchMayHaveIsRefused() {
    CountDownLatch late = new CountDownLatch(1);
    engine.slice(0, scan -> scan.awaits(late));
    BatchHandle batch = start(files(2), CONFIG);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> batch.setMaxWorkers(0))
        .withMessage("Invalid maxWorkers: 0 (allowed: 1 to 500)");
    assertThat(
            catchThrowable(
                () ->
                    world()
                        .client()
                        .newUntypedWorkflowStub(batch.id())
                        .update(WireNames.SET_MAX_WORKERS_UPDATE, Void.class, 501)))
        .isInstanceOf(WorkflowUpdateException.class)
        .hasStackTraceContaining("Invalid maxWorkers: 501 (allowed: 1 to 500)");
    late.countDown();
    assertThat(batch.result().status()).isEqualTo(Status.PASSED);
  }

  @Test
  void aBatchThatIsOverCannotBePaused() {
    BatchHandle batch = start(files(1), CONFIG);
    CheckResult unused = batch.result();

    assertThat(catchThrowable(batch::pause)).isInstanceOf(WorkflowNotFoundException.class);
  }

  @Test
  void thePartialResultTellsOfTheSlicesMergedSoFar() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch late = new CountDownLatch(1);
    engine
        .slice(1, scan -> scan.fails(0, 10))
        .slice(
            3,
            scan -> {
              begun.countDown();
              scan.awaits(late);
            });
    BatchHandle batch = start(files(5), CONFIG.withMaxWorkers(1));
    await(begun);

    CheckResult known = (CheckResult) batch.partialResult().orElseThrow();
    late.countDown();

    assertThat(known.ended()).isEqualTo(Ended.CANCELLED);
    assertThat(known.status()).isEqualTo(Status.ERROR);
    assertThat(known.failedChunks()).isEqualTo(1);
    assertThat(known.passedChunks()).isEqualTo(2);
    assertThat(known.skippedChunks()).isEqualTo(2);
    assertThat(known.rules().get(0).tally().failed()).isEqualTo(10);
    assertThat(known.rules().get(0).tally().evaluated()).isEqualTo(30);
    assertThat(batch.result().failedChunks()).isEqualTo(1);
  }
}
