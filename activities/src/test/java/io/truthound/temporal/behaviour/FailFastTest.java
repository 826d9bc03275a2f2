package io.truthound.temporal.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fail-fast reports the same one of 64 chunks under every execution strategy. */
class FailFastTest extends Stopping {
  private static final int CHUNKS = 64;
  private static final int LOWEST = 31;
  private static final int ROWS = 20_000;
  private static final BatchConfig CONFIG = BatchConfig.DEFAULT.withBatchSize(ROWS);

  @TempDir private static Path data;
  private static Dataset dataset;

  FailFastTest() {
    super(CHUNKS, LOWEST, 34);
  }

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
}
