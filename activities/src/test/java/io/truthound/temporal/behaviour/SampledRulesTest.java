package io.truthound.temporal.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.merge.SliceResult.SampledRow;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Failing rows that nobody would see are not fetched, and those that are seen stay the same. */
class SampledRulesTest extends Behaviour {
  private static final int SLICES = 6;

  /** The first rule breaks everywhere, the second in two rows of the first slice and the last. */
  private static final RuleSet BROKEN =
      RuleSet.of(new InRange("x", 1_000_000, null), new InRange("h", 0, null));

  private Dataset broken() {
    return Tables.groups(
        folder.resolve("broken.parquet"),
        "SELECT i AS x, CASE WHEN i IN (3, 5, 12280) THEN -1 ELSE i END AS h"
            + " FROM range(12288) t(i)");
  }

  private CheckResult check(ExecutionStrategy strategy, AggregationStrategy aggregation) {
    return real(BatchConfig.DEFAULT
            .withSampleSize(3)
            .withExecutionStrategy(strategy)
            .withAggregationStrategy(aggregation))
        .checkBatch(broken(), BROKEN);
  }

  @ParameterizedTest
  @EnumSource(ExecutionStrategy.class)
  void theLowestRowsAreShown(ExecutionStrategy strategy) {
    CheckResult result = check(strategy, AggregationStrategy.MERGE);

    CheckResult report = BatchArtifacts.report(result.report());
    assertThat(rows(report, 0)).containsExactly(0L, 1L, 2L);
    assertThat(rows(report, 1)).containsExactly(3L, 5L, 12280L);
  }

  @Test
  void noSliceFetchesRowsOfARuleWhoseSampleIsFull() {
    CheckResult result = check(ExecutionStrategy.SEQUENTIAL, AggregationStrategy.MERGE);

    List<Long> fetched = new ArrayList<>();
    for (int slice = 0; slice < SLICES; slice++) {
      fetched.addAll(samples(result, slice, 0));
    }
    assertThat(fetched).containsExactly(0L, 1L, 2L);
    assertThat(samples(result, 0, 1)).containsExactly(3L, 5L);
    assertThat(samples(result, SLICES - 1, 1)).containsExactly(12280L);
  }

  @ParameterizedTest
  @EnumSource(
      value = AggregationStrategy.class,
      names = {"FIRST_FAILURE", "ALL"})
  void whereChunksShowRowsOfTheirOwnEverySliceFetchesThem(AggregationStrategy aggregation) {
    CheckResult result = check(ExecutionStrategy.SEQUENTIAL, aggregation);

    int checked = aggregation == AggregationStrategy.ALL ? SLICES : 1;
    assertThat(result.chunks().total()).isEqualTo(13);
    for (int slice = 0; slice < checked; slice++) {
      long first = slice * 2_048L;
      assertThat(samples(result, slice, 0)).contains(first, first + 1, first + 2);
    }
  }

  private List<Long> samples(CheckResult result, int slice, int rule) {
    return Stored.slice(world(), result, slice).samples().stream()
        .filter(sample -> sample.rule() == rule)
        .map(SampledRow::row)
        .map(FailingRow::row)
        .toList();
  }

  private static List<Long> rows(CheckResult report, int rule) {
    return report.rules().get(rule).samples().stream()
        .flatMapToLong(row -> LongStream.of(row.row()))
        .boxed()
        .toList();
  }
}
