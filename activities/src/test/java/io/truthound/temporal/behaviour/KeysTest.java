package io.truthound.temporal.behaviour;

import static io.truthound.temporal.contract.WireNames.COUNT_KEYS;
import static io.truthound.temporal.contract.WireNames.GIVE_UP_KEYS;
import static org.assertj.core.api.Assertions.assertThat;

import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.ExactDistinctCount;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Unique;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules about keys: how their answer comes together, and when there is none. */
class KeysTest extends RealBehaviour {
  private static final RuleSet KEYS =
      RuleSet.of(new Unique("k"), new ExactDistinctCount("k", 7L, 7L), new Unique("k", "x"));

  /** Three files of ten rows; the key 3 and the key 13 are in two files each. */
  private Dataset repeated() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    for (int file = 0; file < 3; file++) {
      Tables.table(
          data.resolve("part-%d.parquet".formatted(file)),
          "SELECT i AS x, CASE i WHEN 15 THEN 3 WHEN 28 THEN 13 WHEN 29 THEN 3 WHEN 7 THEN NULL ELSE i END AS k FROM range(%d, %d) t(i)"
              .formatted(10 * file, 10 * file + 10));
    }
    return Dataset.parquet(data.toString()).named("numbers");
  }

  @ParameterizedTest
  @EnumSource(
      value = ExecutionStrategy.class,
      names = {"SEQUENTIAL", "PARALLEL"})
  void keysAreComparedOverAllSlices(ExecutionStrategy strategy) throws IOException {
    CheckResult result =
        real(BatchConfig.DEFAULT.withExecutionStrategy(strategy)).checkBatch(repeated(), KEYS);

    assertThat(result.rules())
        .extracting(RuleResult::message)
        .containsExactly(
            "3 of 29 rows repeat an earlier key (26 different)",
            "26 distinct of 29 values, above 7",
            "all 29 keys are different");
    assertThat(result.rules())
        .extracting(RuleResult::tally)
        .containsExactly(new Tally(29, 3), new Tally(29, 0), new Tally(29, 0));
    assertThat(result.rules().get(1).observed()).isEqualTo("26");
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.chunks()).isEqualTo(new StatusCounts(3, 0, 0, 0, 0));
    assertThat(history(result).scheduled(COUNT_KEYS)).hasSize(3);
  }

  @Test
  void theReportHasTheFirstRowsThatRepeatAKeyAndHistoryHasTheirNumbers() throws IOException {
    CheckResult result = real(BatchConfig.DEFAULT.withSampleSize(2)).checkBatch(repeated(), KEYS);

    List<FailingRow> rows = BatchArtifacts.report(result.report()).rules().get(0).samples();
    assertThat(rows).extracting(FailingRow::row).containsExactly(5L, 8L);
    assertThat(rows)
        .extracting(row -> row.source().replaceAll(".*/", ""))
        .containsExactly("part-1.parquet", "part-2.parquet");
    assertThat(rows)
        .extracting(row -> String.valueOf(row.values()))
        .containsExactly("{k=3}", "{k=13}");
    assertThat(result.rules().get(0).samples())
        .isEqualTo(rows.stream().map(FailingRow::withoutData).toList());
  }

  @ParameterizedTest
  @EnumSource(
      value = AggregationStrategy.class,
      names = {"WORST", "BEST", "MAJORITY", "ALL", "FIRST_FAILURE"})
  void aRuleAboutKeysJoinsTheVoteOfTheChunksByWorst(AggregationStrategy aggregation)
      throws IOException {
    CheckResult result =
        real(BatchConfig.DEFAULT.withAggregationStrategy(aggregation)).checkBatch(repeated(), KEYS);

    assertThat(result.passedChunks()).isEqualTo(3);
    assertThat(result.status()).isEqualTo(Status.FAILED);
  }

  @Test
  void aPlanCountsTheActivitiesThatCountKeysAndJudge() throws IOException {
    assertThat(real(BatchConfig.DEFAULT).plan(repeated(), KEYS).activities())
        .isEqualTo(3 + 2 + 3 + 2);
  }

  @Test
  void noKeysAreCountedAfterAFailFast() throws IOException {
    RuleSet rules = RuleSet.of(new InRange("x", null, 14), new Unique("k"));

    CheckResult result = real(BatchConfig.DEFAULT.withFailFast(true)).checkBatch(repeated(), rules);

    assertThat(result.ended()).isEqualTo(Ended.FAIL_FAST);
    assertThat(result.rules().get(1).status()).isEqualTo(Status.SKIPPED);
    assertThat(result.rules().get(1).message())
        .isEqualTo("the batch ended before all rows were seen");
    assertThat(history(result).scheduled(COUNT_KEYS)).isEmpty();
  }

  @Test
  void aPartitionThatWasWrittenIsNotCountedAgain() throws IOException {
    String artifact = "keys-00000000-0-of-1.json";
    List<Path> gone = new ArrayList<>();
    HookedStore store = HookedStore.at(folder);
    Dataset dataset = repeated();
    store.after(
        artifact,
        () -> {
          Path source = folder.resolve("data/part-1.parquet");
          Files.delete(source);
          gone.add(source);
          throw new IOException("the answer of the store is lost");
        });
    world(plugin -> plugin.addStore(store));

    CheckResult result =
        real(BatchConfig.DEFAULT.withRetryPolicy(TWICE))
            .checkBatch(dataset, RuleSet.of(new Unique("k")));

    assertThat(gone).hasSize(1);
    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(29, 3));
    assertThat(result.rules().get(0).status()).isEqualTo(Status.FAILED);
    // Where nothing but keys is read, what counting them has read is not read again.
    assertThat(result.chunks()).isEqualTo(new StatusCounts(3, 0, 0, 0, 0));
  }

  @Test
  void aBlockThatCannotBeReadIsAnErrorAlsoWhereKeysAreCountedFirst() throws Exception {
    Path file = Files.createDirectories(folder.resolve("data")).resolve("t.parquet");
    Dataset dataset = Tables.groups(file, "SELECT i AS x, i AS k FROM range(6144) t(i)");
    Damage.firstPage(file, "k", 1);
    BatchConfig config = BatchConfig.DEFAULT.withBatchSize(2_048);

    CheckResult first = real(config).checkBatch(dataset, RuleSet.of(new Unique("k")));
    CheckResult last =
        real(config).checkBatch(dataset, RuleSet.of(new Unique("k"), new InRange("x", 0, null)));

    assertThat(first.chunks()).isEqualTo(new StatusCounts(2, 0, 0, 1, 0));
    assertThat(first.status()).isEqualTo(Status.ERROR);
    assertThat(first.rules().get(0).message()).isEqualTo("some rows could not be read");
    assertThat(history(first).scheduled(COUNT_KEYS)).hasSize(1);
    assertThat(history(first).scheduled(GIVE_UP_KEYS)).isEmpty();
    assertThat(history(last).scheduled(COUNT_KEYS)).isEmpty();
    assertThat(first.rules().get(0)).isEqualTo(last.rules().get(0));
    assertThat(first.errors()).hasSize(1).isEqualTo(last.errors());
  }

  @Test
  void progressTellsHowFarCountingIs() throws IOException {
    CountDownLatch counted = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    HookedStore store = HookedStore.at(folder);
    store.before(
        "keys-00000001-0-of-1.json",
        () -> {
          counted.countDown();
          await(looked);
        });
    world(plugin -> plugin.addStore(store));
    RuleSet rules = RuleSet.of(new ExactDistinctCount("x", 30L, 30L), new Unique("k"));
    BatchHandle batch = real(BatchConfig.SEQUENTIAL).startCheck(repeated(), rules);
    await(counted);

    BatchProgress during = batch.progress();
    looked.countDown();
    CheckResult result = batch.result();
    BatchProgress after = batch.progress();

    assertThat(during.keyPartitions()).isEqualTo(2);
    assertThat(during.countedKeyPartitions()).isEqualTo(1);
    assertThat(during.running()).isEqualTo(1);
    assertThat(during.finishedSlices()).isZero();
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(after.countedKeyPartitions()).isEqualTo(2);
    assertThat(after.finishedSlices()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"2, FAILED, 0", "4, ERROR, 1"})
  void whatCannotBeCountedFirstIsCountedAgainWhenAllRowsWereSeen(
      int failures, Status status, int givenUp) throws IOException {
    HookedStore store = HookedStore.at(folder);
    store.refuses("keys-00000001-0-of-1.json", failures);
    world(plugin -> plugin.addStore(store));
    RuleSet rules = RuleSet.of(new ExactDistinctCount("x", 30L, 30L), new Unique("k"));

    CheckResult result =
        real(BatchConfig.DEFAULT.withRetryPolicy(TWICE)).checkBatch(repeated(), rules);

    assertThat(result.rules().get(0).status()).isEqualTo(Status.PASSED);
    assertThat(result.rules().get(1).status()).isEqualTo(status);
    assertThat(result.chunks()).isEqualTo(new StatusCounts(3, 0, 0, 0, 0));
    assertThat(history(result).scheduled(GIVE_UP_KEYS)).hasSize(givenUp);
  }

  @Test
  void aSourceThatChangedAfterItsSlicesMakesTheRuleAnErrorAndNoChunk() throws IOException {
    Dataset dataset = repeated();
    HookedStore store = HookedStore.at(folder);
    store.after(
        "slice-00000002.json",
        () -> Files.writeString(folder.resolve("data/part-0.parquet"), "changed"));
    world(plugin -> plugin.addStore(store));

    CheckResult result =
        real(BatchConfig.SEQUENTIAL)
            .checkBatch(dataset, RuleSet.of(new Unique("k"), new InRange("x", 0, null)));

    assertThat(result.status()).isEqualTo(Status.ERROR);
    assertThat(result.ended()).isEqualTo(Ended.COMPLETED);
    assertThat(result.rules().get(0).status()).isEqualTo(Status.ERROR);
    assertThat(result.rules().get(0).message())
        .startsWith("its keys could not be counted: file:")
        .contains("part-0.parquet changed after it was planned");
    assertThat(result.chunks()).isEqualTo(new StatusCounts(3, 0, 0, 0, 0));
    assertThat(history(result).scheduled(GIVE_UP_KEYS)).hasSize(1);
  }

  @Test
  void aStoreThatDoesNotTakeAPartitionMakesTheRuleAnError() throws IOException {
    HookedStore store = HookedStore.at(folder);
    store.refuses("keys-00000000-0-of-1.json", 2);
    world(plugin -> plugin.addStore(store));

    CheckResult result =
        real(BatchConfig.DEFAULT.withRetryPolicy(TWICE)).checkBatch(repeated(), KEYS);

    assertThat(result.rules().get(0).status()).isEqualTo(Status.ERROR);
    assertThat(result.rules().get(0).message())
        .isEqualTo("its keys could not be counted: the store does not answer");
    assertThat(result.rules().get(1).status()).isEqualTo(Status.FAILED);
    assertThat(result.status()).isEqualTo(Status.ERROR);
  }

  @Test
  void wideBatchesCountKeysToo() throws IOException {
    List<io.truthound.temporal.rule.Rule> rules = new ArrayList<>(KEYS.rules());
    for (int rule = 0; rule < 700; rule++) {
      rules.add(new InRange("x", -1_000, null));
    }

    CheckResult wide = real(BatchConfig.DEFAULT).checkBatch(repeated(), new RuleSet(rules));
    CheckResult narrow = real(BatchConfig.DEFAULT).checkBatch(repeated(), KEYS);

    assertThat(BatchArtifacts.report(wide.report()).rules().subList(0, 3))
        .isEqualTo(BatchArtifacts.report(narrow.report()).rules());
    assertThat(wide.status()).isEqualTo(Status.FAILED);
  }

  @Test
  void artifactsOfKeysAreTheSameInEveryRun() throws IOException {
    Dataset dataset = repeated();
    real(BatchConfig.PARALLEL.withMaxWorkers(1)).checkBatch(dataset, KEYS);
    real(BatchConfig.PARALLEL.withMaxWorkers(8)).checkBatch(dataset, KEYS);

    List<Path> both = stored("keys-00000000-0-of-1.json");
    assertThat(both).hasSize(2);
    assertThat(both.get(0)).hasSameBinaryContentAs(both.get(1));
  }

  private List<Path> stored(String name) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
      return files.filter(file -> file.endsWith(name)).toList();
    }
  }
}
