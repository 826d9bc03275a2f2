package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.CompletenessRatio;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RowCount;
import io.truthound.temporal.rule.RuleSet;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data of sizes that are easy to forget, through the public door. */
class EdgeCasesTest {
  @TempDir static Path folder;
  private static World world;
  private static int files;

  @BeforeAll
  static void open() {
    SliceTarget oneBlock = new SliceTarget(Long.MAX_VALUE, 1, Long.MAX_VALUE);
    world = World.at(folder, plugin -> plugin.setSliceTarget(oneBlock));
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @ParameterizedTest
  @EnumSource(AggregationStrategy.class)
  void aDatasetWithoutRowsPassesWithoutChunks(AggregationStrategy aggregation) throws Exception {
    RuleSet rules = RuleSet.of(new NotNull("x"), new CompletenessRatio("x", BigDecimal.ONE));

    CheckResult result =
        check(BatchConfig.DEFAULT.withAggregationStrategy(aggregation), rules, write(0));

    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(result.ended()).isEqualTo(Ended.COMPLETED);
    assertThat(result.chunks()).isEqualTo(StatusCounts.NONE);
    assertThat(result.rules().get(0).message()).isEqualTo("no row to evaluate");
    assertThat(result.rules().get(0).status()).isEqualTo(Status.PASSED);
    assertThat(BatchArtifacts.report(result.report()).rules()).isEqualTo(result.rules());
  }

  @ParameterizedTest
  @CsvSource({"1, FAILED", "0, PASSED"})
  void onlyRowCountSpeaksOfADatasetWithoutRows(long min, Status status) throws Exception {
    CheckResult result = check(BatchConfig.DEFAULT, RuleSet.of(new RowCount(min, null)), write(0));

    assertThat(result.status()).isEqualTo(status);
    assertThat(result.rules().get(0).observed()).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, Long.MAX_VALUE})
  void oneRowIsOneChunk(long batchSize) throws Exception {
    CheckResult result =
        check(
            BatchConfig.DEFAULT.withBatchSize(batchSize),
            RuleSet.of(new NotNull("x"), new RowCount(1L, 1L)),
            write(1));

    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(result.chunks()).isEqualTo(new StatusCounts(1, 0, 0, 0, 0));
    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(1, 0));
  }

  @Test
  void aChunkLargerThanTheDataIsAllOfIt() throws Exception {
    CheckResult result =
        check(BatchConfig.DEFAULT.withBatchSize(5), RuleSet.of(new NotNull("x")), write(3));

    assertThat(result.chunks()).isEqualTo(new StatusCounts(1, 0, 0, 0, 0));
  }

  @Test
  void eachRowCanBeAChunk() throws Exception {
    CheckResult result =
        check(BatchConfig.DEFAULT.withBatchSize(1), RuleSet.of(new NotNull("x")), write(3));

    assertThat(result.chunks()).isEqualTo(new StatusCounts(3, 0, 0, 0, 0));
  }

  @Test
  void anEmptyFileAmongOthersHasNoChunk() throws Exception {
    CheckResult result =
        check(
            BatchConfig.DEFAULT.withBatchSize(2),
            RuleSet.of(new RowCount(6L, 6L), new NotNull("x")),
            write(0),
            write(3),
            write(0),
            write(3),
            write(0));

    assertThat(result.status()).isEqualTo(Status.PASSED);
    assertThat(result.chunks()).isEqualTo(new StatusCounts(4, 0, 0, 0, 0));
    assertThat(result.dataset().sources()).isEqualTo(5);
    assertThat(result.dataset().rows()).isEqualTo(6);
  }

  private static CheckResult check(BatchConfig config, RuleSet rules, String... files) {
    return world.executor().setConfig(config).build().checkBatch(Dataset.of(files), rules);
  }

  private static String write(int rows) throws Exception {
    Path file = folder.resolve("edge" + files++ + ".parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT i AS x FROM range(%d) t(i)) TO '%s' (FORMAT parquet)"
              .formatted(rows, file));
    }
    return file.toString();
  }
}
