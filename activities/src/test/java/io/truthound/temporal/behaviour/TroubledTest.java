package io.truthound.temporal.behaviour;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_STARTED;
import static io.truthound.temporal.contract.WireNames.CHECK_SLICE;
import static io.truthound.temporal.contract.WireNames.GIVE_UP_SLICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a batch whose slices fail for other reasons than their data. */
class TroubledTest extends Behaviour {
  private static final BatchConfig CONFIG =
      BatchConfig.DEFAULT
          .withBatchSize(10)
          .withExecutionStrategy(ExecutionStrategy.PARALLEL)
          .withRetryPolicy(TWICE);

  private void fail(int... slices) {
    for (int slice : slices) {
      engine.slice(
          slice,
          scan -> {
            throw new IOException("no route to the store");
          });
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ExecutionStrategy.class,
      names = {"SEQUENTIAL", "PARALLEL"})
  void threeSlicesInARowThatFailEndTheBatch(ExecutionStrategy strategy) {
    fail(1, 3, 4, 5, 8, 9, 10);

    BatchExecutionException failed =
        catchThrowableOfType(
            BatchExecutionException.class,
            () -> check(files(12), CONFIG.withExecutionStrategy(strategy)));

    assertThat(failed)
        .hasMessage(
            "3 slices in a row could not be scanned, and the batch goes no further: no route to the store");
    CheckResult known = failed.partialResult();
    assertThat(known.ended()).isEqualTo(Ended.ABORTED);
    assertThat(known.status()).isEqualTo(Status.ERROR);
    assertThat(known.chunks()).isEqualTo(new StatusCounts(2, 0, 0, 4, 6));
    assertThat(known.rules().get(0).tally()).isEqualTo(new Tally(20, 0));
  }

  @Test
  void aBatchGoesOnWhereSlicesThatFailAreNotInARow() {
    fail(0, 1, 3, 4, 6);

    CheckResult result = check(files(8), CONFIG);

    assertThat(result.ended()).isEqualTo(Ended.COMPLETED);
    assertThat(result.chunks()).isEqualTo(new StatusCounts(3, 0, 0, 5, 0));
  }

  @Test
  void slicesThatFailAreInARowAcrossWorkflowRuns() {
    world(plugin -> plugin.setActivitiesInOneRun(5));
    fail(2, 3, 4);

    BatchExecutionException failed =
        catchThrowableOfType(
            BatchExecutionException.class,
            () -> check(files(12), CONFIG.withExecutionStrategy(ExecutionStrategy.SEQUENTIAL)));

    assertThat(failed.partialResult().chunks()).isEqualTo(new StatusCounts(2, 0, 0, 3, 7));
  }

  @Test
  void slicesWaitForAWorkerWithThePlansEngine() {
    ScriptedEngine.Held held = engine.holds(1);
    BatchHandle batch = start(files(6), CONFIG.withMaxWorkers(1));
    held.awaitBegun();

    engine.becomes("scripted/2");
    held.release();
    waitUntil(() -> history(batch.id()).count(EVENT_TYPE_TIMER_STARTED) == 1);
    int scans = engine.scans().size();
    engine.becomes("scripted/1");

    assertThat(batch.result().passedChunks()).isEqualTo(6);
    assertThat(scans).isEqualTo(2);
    assertThat(engine.scans()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(history(batch.id()).scheduled(GIVE_UP_SLICE)).isEmpty();
  }

  /** One slice of five blocks; the third holds rows 4,096 to 6,143, of chunks 4, 5 and 6. */
  private Dataset blocks() {
    world(plugin -> plugin.setSliceTarget(new SliceTarget(1L << 30, 1_000_000, 1_000_000)));
    return Tables.groups(folder.resolve("blocks.parquet"), "SELECT i AS x FROM range(10240) t(i)");
  }

  /** What does not hang ends within 3 s on a loaded machine, too: within one it did not always. */
  private CheckResult checkBlocks(Dataset dataset) {
    return scripted(
            BatchConfig.DEFAULT.withBatchSize(1_000).withChunkTimeout(Duration.ofSeconds(3)))
        .checkBatch(dataset, RuleSet.of(new InRange("x", 0, null)));
  }

  @Test
  void aBlockThatNeverEndsIsLeftOutAndItsNeighboursKeepTheirVerdicts() {
    Dataset dataset = blocks();
    engine.slice(
        0,
        scan -> {
          if (scan.reads(5_000)) {
            scan.hangs();
          }
        });

    CheckResult result = checkBlocks(dataset);

    assertThat(result.chunks()).isEqualTo(new StatusCounts(8, 0, 0, 3, 0));
    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(10_240 - 2_048, 0));
    assertThat(result.errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.type()).isEqualTo(FailureTypes.WORKER_LOST);
              assertThat(error.firstChunk()).isEqualTo(4);
              assertThat(error.chunks()).isEqualTo(3);
            });
    // Two attempts at all of it, two at the block alone; then the others alone and as one.
    assertThat(engine.scansOf(0)).isEqualTo(2 + 2 + 4 + 1);
    assertThat(history(result).scheduled(CHECK_SLICE)).hasSize(2);
  }

  @Test
  void blocksThatOnlyTogetherNeverEndAreGivenUpTogether() {
    Dataset dataset = blocks();
    engine.slice(
        0,
        scan -> {
          if (scan.reads(0) && scan.reads(10_000)) {
            scan.hangs();
          }
        });

    CheckResult result = checkBlocks(dataset);

    assertThat(result.chunks()).isEqualTo(new StatusCounts(0, 0, 0, 11, 0));
    assertThat(result.errors()).extracting(ChunkError::type).containsOnly(FailureTypes.WORKER_LOST);
  }

  @Test
  void aSliceThatFailsNowAndThenIsNotSuspected() {
    engine.slice(
        0,
        scan -> {
          if (scan.attempt() < 5) {
            throw new IOException("no route to the store");
          }
        });

    CheckResult result = check(files(2), BatchConfig.DEFAULT.withRetryPolicy(quickly(10)));

    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(engine.scansOf(0)).isEqualTo(5);
    assertThat(history(result).scheduled(CHECK_SLICE)).hasSize(2);
  }
}
