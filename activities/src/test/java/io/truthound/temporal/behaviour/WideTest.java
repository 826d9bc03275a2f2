package io.truthound.temporal.behaviour;

import static io.truthound.temporal.contract.WireNames.CHECK_SLICE;
import static io.truthound.temporal.contract.WireNames.GIVE_UP_SLICE;
import static io.truthound.temporal.contract.WireNames.MEASURE;
import static io.truthound.temporal.contract.WireNames.MERGE_SLICES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.truthound.temporal.client.AggregationException;
import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.config.FailWorkflowOn;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ChunkVerdict;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tallies;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.ColumnExists;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.Max;
import io.truthound.temporal.rule.Mean;
import io.truthound.temporal.rule.RowCount;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * So many rules that history cannot hold what slices found: the answer is the one of a narrow batch
 * with the same rules. Rules that always pass make a batch wide and change nothing else.
 */
class WideTest extends RealBehaviour {
  private static final BatchConfig CONFIG =
      BatchConfig.DEFAULT
          .withBatchSize(700)
          .withSampleSize(3)
          .withExecutionStrategy(ExecutionStrategy.PARALLEL)
          .withRetryPolicy(TWICE);

  /** Long enough for what is merged before it on a busy machine. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final int MOST_BYTES = 32 * 1024;

  /** Rules of every kind of verdict over the rows of {@link #straddling}. */
  private static final RuleSet SOME =
      RULES.plus(
          RuleSet.of(
              new InRange("h", 0, null),
              new RowCount(1L, 9_000L),
              new ColumnExists("x"),
              new ColumnExists("missing", Severity.WARNING, null)));

  private static RuleSet widened(RuleSet rules) {
    List<Rule> all = new ArrayList<>(rules.rules());
    for (int rule = 0; rule < 700; rule++) {
      all.add(new InRange("x", -1_000_000 - rule, null));
    }
    return new RuleSet(all);
  }

  /** Six slices of 2,048 rows; chunk 8, of rows 5,600 to 6,299, lies in two of them and fails. */
  private Dataset straddling() {
    return Tables.groups(
        folder.resolve("straddling.parquet"),
        "SELECT CASE WHEN i BETWEEN 6000 AND 6200 OR i BETWEEN 9000 AND 9300 OR i = 20 THEN -i"
            + " ELSE i END AS x, i AS h FROM range(12288) t(i)");
  }

  private void sameAnswers(BatchExecutor executor, Dataset dataset, RuleSet rules) {
    CheckResult narrow = executor.checkBatch(dataset, rules);
    CheckResult wide = executor.checkBatch(dataset, widened(rules));

    assertThat(history(narrow).scheduled(MERGE_SLICES)).isEmpty();
    assertThat(history(wide).scheduled(MERGE_SLICES)).isNotEmpty();
    sameAnswer(narrow, wide, rules.rules().size());
  }

  private void sameAnswer(CheckResult narrow, CheckResult wide, int rules) {
    assertThat(wide.status()).isEqualTo(narrow.status());
    assertThat(wide.ended()).isEqualTo(narrow.ended());
    assertThat(wide.chunks()).isEqualTo(narrow.chunks());
    assertThat(wide.failingChunk()).isEqualTo(narrow.failingChunk());
    assertThat(wide.failureMessage()).isEqualTo(narrow.failureMessage());
    assertThat(wide.errors()).isEqualTo(narrow.errors());
    assertThat(wide.rules()).hasSize(rules + 700);
    assertThat(wide.rules().subList(0, rules)).isEqualTo(narrow.rules());
    CheckResult wideReport = BatchArtifacts.report(wide.report());
    assertThat(history(wide).payloadBytes())
        .allSatisfy(bytes -> assertThat(bytes).isLessThanOrEqualTo(MOST_BYTES));
    CheckResult narrowReport = BatchArtifacts.report(narrow.report());
    assertThat(wideReport.status()).isEqualTo(narrowReport.status());
    assertThat(wideReport.errors()).isEqualTo(narrowReport.errors());
    assertThat(wideReport.rules().subList(0, rules)).isEqualTo(narrowReport.rules());
  }

  @ParameterizedTest
  @EnumSource(AggregationStrategy.class)
  void everyAggregationGivesTheAnswerOfANarrowBatch(AggregationStrategy aggregation) {
    Dataset dataset = straddling();

    sameAnswers(real(CONFIG.withAggregationStrategy(aggregation)), dataset, SOME);
  }

  @Test
  void theReportOfAWideBatchMeasuresColumns() {
    RuleSet rules =
        SOME.plus(
            RuleSet.of(
                new Mean("x", 0, 10), new Max("h", null, 20_000), new Mean("missing", 0, 1)));

    sameAnswers(real(CONFIG), straddling(), rules);

    CheckResult wide = real(CONFIG).checkBatch(straddling(), widened(rules));
    assertThat(history(wide).scheduled(MEASURE)).isEmpty();
    int first = SOME.rules().size();
    assertThat(wide.rules().subList(first, first + 3))
        .extracting(RuleResult::status)
        .containsExactly(Status.FAILED, Status.PASSED, Status.SKIPPED);
  }

  @Test
  void soManyMeasuresThatHistoryCannotHoldThemMakeABatchWide() {
    List<Rule> measures = new ArrayList<>();
    for (int rule = 0; rule < 51; rule++) {
      measures.add(new Mean("x", 0, 100_000 + rule));
    }

    CheckResult result = real(CONFIG).checkBatch(straddling(), new RuleSet(measures));

    assertThat(history(result).scheduled(MERGE_SLICES)).isNotEmpty();
    assertThat(result.rules()).hasSize(51);
    assertThat(result.status()).isEqualTo(Status.PASSED);
  }

  @ParameterizedTest
  @EnumSource(ExecutionStrategy.class)
  void failFastEndsAtAChunkThatNoSliceHoldsWhole(ExecutionStrategy strategy) {
    Dataset dataset = straddling();
    BatchConfig config = CONFIG.withFailFast(true).withExecutionStrategy(strategy);

    sameAnswers(real(config), dataset, RULES);

    CheckResult wide = real(config).checkBatch(dataset, widened(RULES));
    assertThat(wide.failingChunk()).isEqualTo(8);
    assertThat(wide.ended()).isEqualTo(Ended.FAIL_FAST);
    assertThat(history(wide).mostPending())
        .isLessThanOrEqualTo(strategy == ExecutionStrategy.SEQUENTIAL ? 1 : config.maxWorkers());
  }

  @Test
  void tellsEveryChunksOwnResult() {
    Dataset dataset = straddling();
    BatchExecutor executor = real(CONFIG.withAggregationStrategy(AggregationStrategy.ALL));

    CheckResult narrow = executor.checkBatch(dataset, RULES);
    CheckResult wide = executor.checkBatch(dataset, widened(RULES));

    try (Stream<ChunkVerdict> expected = BatchArtifacts.chunks(narrow);
        Stream<ChunkVerdict> chunks = BatchArtifacts.chunks(wide)) {
      assertThat(chunks.map(WideTest::ofFirstTwoRules).toList()).isEqualTo(expected.toList());
    }
  }

  private static ChunkVerdict ofFirstTwoRules(ChunkVerdict chunk) {
    return new ChunkVerdict(
        chunk.index(),
        chunk.source(),
        chunk.firstRow(),
        chunk.rows(),
        chunk.status(),
        new Tallies(chunk.tallies().byRule().subList(0, 2)));
  }

  @Test
  void unreadableAndLostSlicesAreErrors() {
    Dataset dataset = files(5);
    engine
        .slice(0, scan -> scan.fails(0, 4))
        .slice(1, ScriptedEngine.Scan::isUnreadable)
        .slice(
            3,
            scan -> {
              throw new IOException("the disk is gone");
            });

    sameAnswers(scripted(CONFIG), dataset, RULES);

    CheckResult wide = scripted(CONFIG).checkBatch(dataset, widened(RULES));
    assertThat(wide.chunks()).isEqualTo(new StatusCounts(2, 0, 1, 2, 0));
    assertThat(history(wide).scheduled(GIVE_UP_SLICE)).hasSize(1);
  }

  @Test
  void withoutContinueOnErrorAnErrorChunkFailsTheBatchWithAllItsRules() {
    Dataset dataset = files(5);
    engine.slice(2, ScriptedEngine.Scan::isUnreadable);
    BatchExecutor executor = scripted(CONFIG.withContinueOnError(false));

    BatchExecutionException narrow = aborted(executor, dataset, RULES);
    BatchExecutionException wide = aborted(executor, dataset, widened(RULES));

    assertThat(wide).hasMessage("Chunk 2 is ERROR: scripted");
    assertThat(wide.partialResult().rules().get(0).tally()).isEqualTo(new Tally(20, 0));
    sameAnswer(narrow.partialResult(), wide.partialResult(), 2);
  }

  private static BatchExecutionException aborted(
      BatchExecutor executor, Dataset dataset, RuleSet rules) {
    return catchThrowableOfType(
        BatchExecutionException.class, () -> executor.checkBatch(dataset, rules));
  }

  @Test
  void aWorkflowThatFailsAsAskedStillGivesAllRules() {
    Dataset dataset = files(3);
    engine.slice(1, scan -> scan.fails(0, 9));

    sameAnswers(scripted(CONFIG.withFailWorkflowOn(FailWorkflowOn.FAILED)), dataset, RULES);
  }

  @Test
  void aBrokenSchemaRuleEndsAFailFastBatchBeforeAnythingIsScanned() {
    RuleSet rules = RULES.plus(RuleSet.of(new ColumnExists("missing")));

    CheckResult wide = scripted(CONFIG.withFailFast(true)).checkBatch(files(2), widened(rules));

    assertThat(wide.status()).isEqualTo(Status.FAILED);
    assertThat(wide.ended()).isEqualTo(Ended.FAIL_FAST);
    assertThat(wide.chunks()).isEqualTo(new StatusCounts(0, 0, 0, 0, 2));
    assertThat(wide.rules().subList(0, 3))
        .extracting(rule -> rule.status())
        .containsExactly(Status.SKIPPED, Status.SKIPPED, Status.FAILED);
    assertThat(engine.scans()).isEmpty();
    assertThat(history(wide).scheduled(MERGE_SLICES)).isEmpty();
  }

  @Test
  void aTotalTimeoutReportsWhatWasMerged() {
    Dataset dataset = files(4);
    engine.slice(0, scan -> scan.fails(0, 3)).slices(2, 4, scan -> scan.hangs());

    CheckResult wide = scripted(CONFIG.withTimeout(TIMEOUT)).checkBatch(dataset, widened(RULES));

    assertThat(wide.ended()).isEqualTo(Ended.TIMED_OUT);
    assertThat(wide.status()).isEqualTo(Status.ERROR);
    assertThat(wide.chunks()).isEqualTo(new StatusCounts(1, 0, 1, 0, 2));
    assertThat(wide.rules().get(0).tally()).isEqualTo(new Tally(20, 3));
    assertThat(wide.rules()).hasSize(702);
  }

  @Test
  void withoutPartialResultsATotalTimeoutKeepsCountsOnly() {
    Dataset dataset = files(2);
    engine.slice(1, scan -> scan.hangs());

    CheckResult wide =
        scripted(CONFIG.withTimeout(TIMEOUT).withCollectPartialResults(false))
            .checkBatch(dataset, widened(RULES));

    assertThat(wide.chunks()).isEqualTo(new StatusCounts(1, 0, 0, 0, 1));
    assertThat(wide.rules()).isEmpty();
    assertThat(wide.abridged()).isFalse();
  }

  @Test
  void aCancelledBatchLeavesWhatItKnew() throws InterruptedException {
    CountDownLatch scanning = new CountDownLatch(2);
    engine
        .slice(0, scan -> scan.fails(0, 2))
        .slices(
            2,
            6,
            scan -> {
              scanning.countDown();
              scan.hangs();
            });
    BatchHandle batch = scripted(CONFIG.withMaxWorkers(2)).startCheck(files(6), widened(RULES));
    scanning.await();

    batch.cancel();

    assertThatThrownBy(batch::result).isInstanceOf(CancellationException.class);
    CheckResult partial = batch.partialResult(world().store().toUri().toString()).orElseThrow();
    assertThat(partial.ended()).isEqualTo(Ended.CANCELLED);
    assertThat(partial.status()).isEqualTo(Status.ERROR);
    assertThat(partial.chunks()).isEqualTo(new StatusCounts(1, 0, 1, 0, 4));
    assertThat(partial.rules().get(0).tally()).isEqualTo(new Tally(20, 2));
  }

  @Test
  void slicesThatWaitForASlowOneAreMergedTogether() {
    CountDownLatch others = new CountDownLatch(1);
    engine.slice(0, scan -> scan.awaits(others)).slice(9, scan -> others.countDown());

    CheckResult wide = scripted(CONFIG.withMaxWorkers(2)).checkBatch(files(10), widened(RULES));

    assertThat(wide.status()).isEqualTo(Status.PASSED);
    History history = history(wide);
    assertThat(history.scheduled(CHECK_SLICE)).hasSize(10);
    assertThat(history.scheduled(MERGE_SLICES)).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void aMergeTriedAgainAfterItsStateWasWrittenGoesOn() {
    HookedStore store = HookedStore.at(folder);
    store.after(
        RunPaths.merged(2),
        () -> {
          throw new IOException("the answer is lost");
        });
    world(plugin -> plugin.addStore(store));
    engine.slice(1, scan -> scan.fails(0, 9));

    CheckResult wide = scripted(CONFIG.withMaxWorkers(1)).checkBatch(files(3), widened(RULES));

    assertThat(wide.chunks()).isEqualTo(new StatusCounts(2, 0, 1, 0, 0));
    assertThat(wide.rules().get(0).tally()).isEqualTo(new Tally(30, 9));
    assertThat(history(wide).attempts()).contains(2);
  }

  @Test
  void anAlteredStateIsAnAggregationException() {
    engine.slice(
        2,
        scan -> {
          Path state = state(2);
          Files.writeString(
              state, Files.readString(state).replace("\"version\":1", "\"version\":2"));
        });

    assertThatThrownBy(
            () -> scripted(CONFIG.withMaxWorkers(1)).checkBatch(files(3), widened(RULES)))
        .isInstanceOf(AggregationException.class)
        .hasMessageMatching(
            "Artifact runs/.*/merged-00000002.json in file:.* was altered: its SHA-256 is not"
                + " [0-9a-f]{64}");
  }

  @Test
  void aStateOfAnotherVersionIsAnAggregationException() {
    engine.slice(
        0, scan -> Files.writeString(state(1), "{\"version\":2,\"plan\":\"\",\"merged\":null}"));

    assertThatThrownBy(() -> scripted(CONFIG).checkBatch(files(1), widened(RULES)))
        .isInstanceOf(AggregationException.class)
        .hasMessageMatching(
            "Artifact runs/.*/merged-00000001.json in file:.* is not what its slices come to");
  }

  private Path state(int slices) throws IOException {
    try (Stream<Path> runs = Files.list(world().store().resolve("runs"))) {
      return runs.findFirst().orElseThrow().resolve(RunPaths.merged(slices));
    }
  }

  @Test
  void aPlanTellsTheMergesToo() {
    BatchExecutor executor = scripted(CONFIG);
    Dataset dataset = files(3);

    assertThat(executor.plan(dataset, RULES).activities()).isEqualTo(5);
    assertThat(executor.plan(dataset, widened(RULES)).activities()).isEqualTo(8);
  }
}
