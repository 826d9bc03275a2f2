package io.truthound.temporal.behaviour;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_CANCELED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED;
import static io.truthound.temporal.contract.WireNames.CHECK_SLICE;
import static io.truthound.temporal.contract.WireNames.REPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.ColumnExists;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The lowest failing of 64 chunks ends a batch, in whatever order slices finish. Chunk {@value
 * #LOWEST} is broken and so is chunk {@value #HIGHER}; where slices overlap, the higher one is
 * known first, and slices behind it are scanning when it is.
 */
class StoppingTest extends Behaviour {
  private static final int CHUNKS = 64;
  private static final int LOWEST = 31;
  private static final int HIGHER = 34;
  private static final int ROWS = 20_000;
  private static final BatchConfig CONFIG = BatchConfig.DEFAULT.withBatchSize(ROWS);

  @TempDir private static Path data;
  private static Dataset dataset;

  @BeforeAll
  static void writeEnoughForAdaptiveToRunInParallel() {
    dataset = Tables.files(data, CHUNKS, ROWS);
  }

  @ParameterizedTest
  @EnumSource(ExecutionStrategy.class)
  void failFastReportsTheLowestFailedChunk(ExecutionStrategy strategy) {
    script(strategy, scan -> scan.fails(0, ROWS / 2), scan -> scan.fails(0, ROWS));

    CheckResult result = check(dataset, CONFIG.withFailFast(true).withExecutionStrategy(strategy));

    assertThat(result.failingChunk()).isEqualTo(LOWEST);
    assertThat(result.chunks()).isEqualTo(new StatusCounts(LOWEST, 0, 1, 0, CHUNKS - LOWEST - 1));
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.ended()).isEqualTo(Ended.FAIL_FAST);
    assertThat(result.failureMessage()).isEqualTo("Chunk 31 is FAILED");
    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally((LOWEST + 1L) * ROWS, ROWS / 2));
    assertThat(result.rules().get(0).samples())
        .hasSize(20)
        .allSatisfy(row -> assertThat(row.source()).endsWith("/part-031.parquet"));
    stopsThere(result, strategy);
  }

  @ParameterizedTest
  @EnumSource(ExecutionStrategy.class)
  void firstFailureReturnsThatChunksOwnResult(ExecutionStrategy strategy) {
    engine.slice(7, scan -> scan.fails(1, 3));
    script(strategy, scan -> scan.fails(0, ROWS / 2), scan -> scan.fails(0, ROWS));

    CheckResult result =
        check(
            dataset,
            CONFIG
                .withAggregationStrategy(AggregationStrategy.FIRST_FAILURE)
                .withExecutionStrategy(strategy));

    assertThat(result.failingChunk()).isEqualTo(LOWEST);
    assertThat(result.chunks())
        .isEqualTo(new StatusCounts(LOWEST - 1, 1, 1, 0, CHUNKS - LOWEST - 1));
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(ROWS, ROWS / 2));
    assertThat(result.rules().get(1).tally()).isEqualTo(new Tally(ROWS, 0));
    assertThat(result.rules().get(1).samples()).isEmpty();
    stopsThere(result, strategy);
  }

  @ParameterizedTest
  @EnumSource(ExecutionStrategy.class)
  void withoutContinueOnErrorAnErrorBeforeAFailedChunkFailsTheBatch(ExecutionStrategy strategy) {
    script(strategy, ScriptedEngine.Scan::isUnreadable, scan -> scan.fails(0, ROWS));

    BatchExecutionException failed =
        catchThrowableOfType(
            BatchExecutionException.class,
            () ->
                check(dataset, CONFIG.withContinueOnError(false).withExecutionStrategy(strategy)));

    assertThat(failed).hasMessage("Chunk 31 is ERROR: scripted");
    CheckResult partial = failed.partialResult();
    assertThat(partial.failingChunk()).isEqualTo(LOWEST);
    assertThat(partial.chunks()).isEqualTo(new StatusCounts(LOWEST, 0, 0, 1, CHUNKS - LOWEST - 1));
    assertThat(partial.status()).isEqualTo(Status.ERROR);
    assertThat(partial.ended()).isEqualTo(Ended.ABORTED);
    assertThat(partial.rules().get(0).tally()).isEqualTo(new Tally((long) LOWEST * ROWS, 0));
    assertThat(partial.errors())
        .singleElement()
        .satisfies(error -> assertThat(error.type()).isEqualTo(FailureTypes.DATA_UNREADABLE));
    stopsThere(partial, strategy);
  }

  @ParameterizedTest
  @EnumSource(ExecutionStrategy.class)
  void withoutContinueOnErrorAFailedBeforeAnErrorChunkIsANormalResult(ExecutionStrategy strategy) {
    script(strategy, scan -> scan.fails(0, ROWS), ScriptedEngine.Scan::isUnreadable);

    CheckResult result =
        check(dataset, CONFIG.withContinueOnError(false).withExecutionStrategy(strategy));

    assertThat(result.failingChunk()).isEqualTo(LOWEST);
    assertThat(result.chunks()).isEqualTo(new StatusCounts(LOWEST, 0, 1, 0, CHUNKS - LOWEST - 1));
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.errors()).isEmpty();
    stopsThere(result, strategy);
  }

  @Test
  void aBrokenSchemaRuleEndsAFailFastBatchBeforeAnythingIsScanned() {
    CheckResult result =
        scripted(CONFIG.withFailFast(true))
            .checkBatch(dataset, RULES.plus(RuleSet.of(new ColumnExists("missing"))));

    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.ended()).isEqualTo(Ended.FAIL_FAST);
    assertThat(result.chunks()).isEqualTo(new StatusCounts(0, 0, 0, 0, CHUNKS));
    assertThat(result.rules())
        .extracting(rule -> rule.status())
        .containsExactly(Status.SKIPPED, Status.SKIPPED, Status.FAILED);
    assertThat(engine.scans()).isEmpty();
    assertThat(history(result).scheduled(CHECK_SLICE)).isEmpty();
  }

  /** Breaks two chunks. Where slices overlap, the lower waits until the higher has stopped some. */
  private void script(
      ExecutionStrategy strategy, ScriptedEngine.Script lowest, ScriptedEngine.Script higher) {
    if (strategy == ExecutionStrategy.SEQUENTIAL) {
      engine.slice(LOWEST, lowest).slice(HIGHER, higher);
      return;
    }
    CountDownLatch beyondRuns = new CountDownLatch(1);
    CountDownLatch beyondStopped = new CountDownLatch(1);
    engine
        .slice(
            LOWEST,
            scan -> {
              scan.awaits(beyondStopped);
              lowest.run(scan);
            })
        .slice(
            HIGHER,
            scan -> {
              scan.awaits(beyondRuns);
              higher.run(scan);
            })
        .slices(
            HIGHER + 1,
            CHUNKS,
            scan -> {
              beyondRuns.countDown();
              scan.hangs(beyondStopped);
            });
  }

  private void stopsThere(CheckResult result, ExecutionStrategy strategy) {
    History history = history(result);
    assertThat(history.scheduled(REPORT)).hasSize(1);
    if (strategy == ExecutionStrategy.SEQUENTIAL) {
      assertThat(engine.scans()).hasSize(LOWEST + 1);
      assertThat(history.mostPending()).isEqualTo(1);
      return;
    }
    assertThat(history.mostPending()).isEqualTo(4);
    assertThat(engine.stopped()).isNotEmpty();
    assertThat(history.count(EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED))
        .isEqualTo(history.scheduled(CHECK_SLICE).size() - HIGHER - 1)
        .isPositive();
    assertThat(history.count(EVENT_TYPE_ACTIVITY_TASK_CANCELED)).isPositive();
    assertThat(history.scheduledAfter(EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED))
        .containsExactly(REPORT);
  }
}
