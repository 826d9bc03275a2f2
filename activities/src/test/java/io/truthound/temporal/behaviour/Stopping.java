package io.truthound.temporal.behaviour;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED;
import static io.truthound.temporal.contract.WireNames.CHECK_SLICE;
import static io.truthound.temporal.contract.WireNames.REPORT;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.result.CheckResult;
import java.util.concurrent.CountDownLatch;

/**
 * The lowest failing chunk ends a batch, in whatever order slices finish. Two chunks are broken;
 * where slices overlap, the higher one is known first, and slices behind it are scanning when it
 * is.
 */
abstract class Stopping extends Behaviour {
  private final int chunks;
  private final int lowest;
  private final int higher;

  Stopping(int chunks, int lowest, int higher) {
    this.chunks = chunks;
    this.lowest = lowest;
    this.higher = higher;
  }

  /** Here it is shown that slices are told: each lasts until it hears of it. */
  @Override
  final boolean cancelsInMemory() {
    return true;
  }

  /** Breaks two chunks. Where slices overlap, the lower waits until the higher has stopped some. */
  void script(
      ExecutionStrategy strategy, ScriptedEngine.Script atLowest, ScriptedEngine.Script atHigher) {
    if (strategy == ExecutionStrategy.SEQUENTIAL) {
      engine.slice(lowest, atLowest).slice(higher, atHigher);
      return;
    }
    CountDownLatch beyondRuns = new CountDownLatch(1);
    CountDownLatch beyondStopped = new CountDownLatch(1);
    engine
        .slice(
            lowest,
            scan -> {
              scan.awaits(beyondStopped);
              atLowest.run(scan);
            })
        .slice(
            higher,
            scan -> {
              scan.awaits(beyondRuns);
              atHigher.run(scan);
            })
        .slices(
            higher + 1,
            chunks,
            scan -> {
              beyondRuns.countDown();
              scan.hangs(beyondStopped);
            });
  }

  void stopsThere(CheckResult result, ExecutionStrategy strategy) {
    History history = history(result);
    assertThat(history.scheduled(REPORT)).hasSize(1);
    if (strategy == ExecutionStrategy.SEQUENTIAL) {
      assertThat(engine.scans()).hasSize(lowest + 1);
      assertThat(history.mostPending()).isEqualTo(1);
      return;
    }
    assertThat(history.mostPending()).isEqualTo(4);
    assertThat(engine.stopped()).isNotEmpty();
    assertThat(history.count(EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED))
        .isEqualTo(history.scheduled(CHECK_SLICE).size() - higher - 1)
        .isPositive();
    assertThat(history.count(EVENT_TYPE_ACTIVITY_TASK_CANCELED)).isPositive();
    assertThat(history.scheduledAfter(EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED))
        .containsExactly(REPORT);
  }
}
