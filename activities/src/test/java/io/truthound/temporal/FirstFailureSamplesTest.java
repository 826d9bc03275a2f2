package io.truthound.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.Engines.Answer;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RowOptions;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Tolerance;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** FIRST_FAILURE returns one chunk's own rows, which a slice may not know to be that chunk. */
class FirstFailureSamplesTest {
  private static final BatchConfig FIRST_FAILURE =
      BatchConfig.DEFAULT
          .withAggregationStrategy(AggregationStrategy.FIRST_FAILURE)
          .withBatchSize(4);

  @TempDir Path folder;

  @Test
  void showsTheChunkThatFailsThoughAPartBeforeItLookedWorse() throws Exception {
    // Chunk 0 is rows 0 to 3, cut after row 2: its second part fails 1 of 1, the whole 1 of 4.
    RuleSet half =
        RuleSet.of(
            new NotNull("x")
                .withOptions(RowOptions.DEFAULT.withTolerance(Tolerance.mostly("0.5"))));
    Dataset dataset = write("1, 1, 1", "NULL, 1, NULL, NULL, NULL, 1, 1, 1, 1");

    Answer answer = check(dataset, half, FIRST_FAILURE);

    assertThat(answer.merged().stop().chunk()).isEqualTo(1);
    assertThat(answer.samples(0, true)).extracting(FailingRow::row).containsExactly(5L, 6L, 7L);
  }

  @Test
  void showsTheLowestRowsWhereNoChunkFails() throws Exception {
    RuleSet warning =
        RuleSet.of(
            new NotNull("x")
                .withOptions(RowOptions.DEFAULT.withTolerance(new Tolerance(null, 3L, null, 0L))));
    Dataset dataset = write("1, 1, 1, 1, 1, NULL, 1, 1, 1, NULL, 1, 1, 1, 1, 1, NULL, 1, 1, 1, 1");

    Answer answer = check(dataset, warning, FIRST_FAILURE.withSampleSize(2));

    assertThat(answer.merged().stop()).isNull();
    assertThat(answer.samples(0, true)).extracting(FailingRow::row).containsExactly(5L, 9L);
  }

  private Answer check(Dataset dataset, RuleSet rules, BatchConfig config) throws Exception {
    try (Engines engines = new Engines(folder)) {
      return engines.check(dataset, rules, config, Scenario.target(0), List.of());
    }
  }

  /** One file, one row group for each list of values. */
  private Dataset write(String... groups) throws Exception {
    Path file = folder.resolve("x.parquet");
    String branches =
        java.util.Arrays.stream(groups)
            .map(values -> "SELECT CAST(unnest([" + values + "]) AS INTEGER) AS x")
            .collect(java.util.stream.Collectors.joining(" UNION ALL "));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 1");
      statement.execute(
          "COPY (" + branches + ") TO '" + file + "' (FORMAT parquet, ROW_GROUP_SIZE 1)");
    }
    return Dataset.parquet(file.toString());
  }
}
