package io.truthound.temporal.behaviour;

import static io.truthound.temporal.contract.WireNames.MEASURE;
import static io.truthound.temporal.contract.WireNames.MERGE_STATES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.truthound.temporal.client.AggregationException;
import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.Max;
import io.truthound.temporal.rule.Mean;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Std;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules that measure a column: how their answer comes together, and when there is none. */
class MeasuringTest extends RealBehaviour {
  private static final RuleSet MEASURES =
      RuleSet.of(new Mean("x", 0, 1_000), new Std("x", 0, 1_000), new Max("x", 0, 5));

  @Test
  void moreThan64SlicesAreMergedInATree() {
    Dataset dataset = files(65);

    CheckResult result = real(BatchConfig.PARALLEL.withMaxWorkers(8)).checkBatch(dataset, MEASURES);

    assertThat(result.rules())
        .extracting(RuleResult::message)
        .containsExactly(
            "the mean of 650 values is 324.5",
            "the standard deviation of 650 values is 187.78312",
            "the highest of 650 values is 649, above 5");
    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(650, 0));
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.chunks()).isEqualTo(new StatusCounts(65, 0, 0, 0, 0));
    assertThat(history(result).scheduled(MERGE_STATES)).hasSize(2);
    assertThat(history(result).scheduled(MEASURE)).hasSize(1);
    assertThat(BatchArtifacts.report(result.report()).rules()).isEqualTo(result.rules());
  }

  @Test
  void aPlanCountsTheActivitiesThatMergeAndMeasure() {
    Dataset dataset = files(65);

    assertThat(real(BatchConfig.DEFAULT).plan(dataset, MEASURES).activities())
        .isEqualTo(65 + 2 + 3);
    assertThat(real(BatchConfig.DEFAULT).plan(dataset, RULES).activities()).isEqualTo(65 + 2);
  }

  @Test
  void aNodeThatWasWrittenIsNotMergedAgain() throws IOException {
    Dataset dataset = files(65);
    List<byte[]> written = new ArrayList<>();
    HookedStore store = HookedStore.at(folder);
    store.after(
        "states-1-00000001.json",
        () -> {
          written.add(Files.readAllBytes(stored("states-1-00000001.json")));
          Files.delete(stored("slice-00000064.json"));
          throw new IOException("the answer of the store is lost");
        });
    world(plugin -> plugin.addStore(store));

    // The report needs the slice that is gone: what counts here is that merging did not.
    assertThatExceptionOfType(AggregationException.class)
        .isThrownBy(
            () -> real(BatchConfig.DEFAULT.withRetryPolicy(TWICE)).checkBatch(dataset, MEASURES))
        .withMessageContaining("slice-00000064.json");

    assertThat(Files.readAllBytes(stored("states-1-00000001.json"))).isEqualTo(written.get(0));
    assertThat(new String(written.get(0), java.nio.charset.StandardCharsets.UTF_8))
        .endsWith(
            "\"columns\":[{\"version\":1,\"column\":\"x\",\"values\":10,\"nan\":0,\"infinite\":0,"
                + "\"moments\":{\"sum\":\"6445\",\"squares\":\"4153885\"},"
                + "\"extremes\":{\"lowest\":\"6.4E+2\",\"highest\":\"649\"}}]}");
  }

  @Test
  void statesOfAnotherVersionAreRefused() {
    Dataset dataset = files(2);
    HookedStore store = HookedStore.at(folder);
    store.after(
        "slice-00000001.json",
        () -> {
          Path slice = stored("slice-00000001.json");
          String json = Files.readString(slice);
          String column = "{\"version\":1,\"column\"";
          assertThat(json).contains(column);
          Files.writeString(slice, json.replace(column, column.replace('1', '2')));
        });
    world(plugin -> plugin.addStore(store));

    assertThatExceptionOfType(AggregationException.class)
        .isThrownBy(() -> real(BatchConfig.DEFAULT).checkBatch(dataset, MEASURES))
        .withMessageContaining("the state of column x has version 2; this worker merges version 1");
  }

  @ParameterizedTest
  @EnumSource(
      value = AggregationStrategy.class,
      names = {"WORST", "BEST", "MAJORITY"})
  void aMeasureJoinsTheVoteOfTheChunksByWorst(AggregationStrategy aggregation) {
    CheckResult result =
        real(BatchConfig.DEFAULT.withAggregationStrategy(aggregation))
            .checkBatch(files(3), MEASURES);

    assertThat(result.passedChunks()).isEqualTo(3);
    assertThat(result.status()).isEqualTo(Status.FAILED);
  }

  @Test
  void nothingIsMeasuredAfterAFailFast() {
    RuleSet rules = RuleSet.of(new InRange("x", null, 14), new Mean("x", 0, null));

    CheckResult result = real(BatchConfig.DEFAULT.withFailFast(true)).checkBatch(files(3), rules);

    assertThat(result.ended()).isEqualTo(Ended.FAIL_FAST);
    assertThat(result.rules().get(1).status()).isEqualTo(Status.SKIPPED);
    assertThat(result.rules().get(1).message())
        .isEqualTo("the batch ended before all rows were seen");
    assertThat(history(result).scheduled(MEASURE)).isEmpty();
  }

  @Test
  void aRowGroupWhoseMeasuredColumnIsDamagedIsAnErrorAndNothingIsMeasured() throws Exception {
    Path file = Files.createDirectories(folder.resolve("data")).resolve("t.parquet");
    Dataset dataset =
        Tables.table(file, "SELECT i AS x, hash(i) % 1000 / 7 AS h FROM range(245760) t(i)");
    Damage.firstPage(file, "h", 1);
    RuleSet rules = RuleSet.of(new NotNull("x"), new Mean("h", 0, null));

    CheckResult result =
        real(BatchConfig.DEFAULT.withBatchSize(122_880)).checkBatch(dataset, rules);

    assertThat(result.chunks()).isEqualTo(new StatusCounts(1, 0, 0, 1, 0));
    assertThat(result.status()).isEqualTo(Status.ERROR);
    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(122_880, 0));
    assertThat(result.rules().get(1).status()).isEqualTo(Status.SKIPPED);
    assertThat(result.rules().get(1).message()).isEqualTo("some rows could not be read");
    assertThat(history(result).scheduled(MEASURE)).isEmpty();
  }

  private Path stored(String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
      return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
    }
  }
}
