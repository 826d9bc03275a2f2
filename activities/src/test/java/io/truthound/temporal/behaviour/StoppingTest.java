package io.truthound.temporal.behaviour;

import static io.truthound.temporal.contract.WireNames.CHECK_SLICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.truthound.temporal.TruthoundPlugin;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FIRST_FAILURE, {@code continueOnError} false and a broken schema rule end a batch early. */
class StoppingTest extends Stopping {
  private static final int CHUNKS = 16;
  private static final int LOWEST = 7;
  private static final int ROWS = 80_000;
  private static final BatchConfig CONFIG = BatchConfig.DEFAULT.withBatchSize(ROWS);

  @TempDir private static Path data;
  private static Dataset dataset;

  StoppingTest() {
    super(CHUNKS, LOWEST, 10);
  }

  @BeforeAll
  static void writeEnoughForAdaptiveToRunInParallel() {
    dataset = Tables.files(data, CHUNKS, ROWS);
  }

  @ParameterizedTest
  @EnumSource(ExecutionStrategy.class)
  void firstFailureReturnsThatChunksOwnResult(ExecutionStrategy strategy) {
    engine.slice(3, scan -> scan.fails(1, 3));
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

    assertThat(failed).hasMessage("Chunk 7 is ERROR: scripted");
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

  @Test
  void slicesThatFinishWhileTheyAreCancelledDoNotHoldUpTheBatch() {
    world(TruthoundPlugin.Builder::forInMemoryServer);
    engine.slice(2, scan -> scan.fails(0, ROWS));

    for (int batch = 0; batch < 8; batch++) {
      CheckResult result =
          check(
              dataset, CONFIG.withFailFast(true).withExecutionStrategy(ExecutionStrategy.PARALLEL));

      assertThat(result.chunks()).isEqualTo(new StatusCounts(2, 0, 1, 0, CHUNKS - 3));
    }
  }
}
