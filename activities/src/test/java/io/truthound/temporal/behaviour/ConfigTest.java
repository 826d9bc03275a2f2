package io.truthound.temporal.behaviour;

import static io.truthound.temporal.contract.WireNames.CHECK_SLICE;
import static io.truthound.temporal.contract.WireNames.GIVE_UP_SLICE;
import static io.truthound.temporal.contract.WireNames.PLAN;
import static io.truthound.temporal.contract.WireNames.REPORT;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Durations;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.truthound.temporal.client.BatchArtifacts;
import io.truthound.temporal.client.BatchExecutionException;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.config.FailWorkflowOn;
import io.truthound.temporal.config.RetryPolicy;
import io.truthound.temporal.config.SampleValues;
import io.truthound.temporal.config.Showing;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ColumnProfile;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each field of {@link BatchConfig} does what it says. */
class ConfigTest extends RealBehaviour {
  private static final BatchConfig PARALLEL =
      BatchConfig.DEFAULT.withExecutionStrategy(ExecutionStrategy.PARALLEL).withRetryPolicy(TWICE);

  @Test
  void batchSizeIsTheRowsOfAChunk() {
    Dataset dataset =
        Tables.table(folder.resolve("t.parquet"), "SELECT i AS x FROM range(25) t(i)");

    CheckResult tens = real(BatchConfig.DEFAULT.withBatchSize(10)).checkBatch(dataset, RULES);
    CheckResult sevens = real(BatchConfig.DEFAULT.withBatchSize(7)).checkBatch(dataset, RULES);

    assertThat(tens.totalChunks()).isEqualTo(3);
    assertThat(sevens.totalChunks()).isEqualTo(4);
  }

  @Test
  void maxWorkersIsTheGreatestNumberInFlight() {
    Dataset dataset = files(12);
    for (int workers : List.of(1, 3, 5)) {
      CountDownLatch together = new CountDownLatch(workers);
      engine.slices(
          0,
          12,
          scan -> {
            together.countDown();
            scan.awaits(together);
          });

      CheckResult result = check(dataset, PARALLEL.withMaxWorkers(workers));

      assertThat(result.passedChunks()).isEqualTo(12);
      assertThat(history(result).mostPending()).isEqualTo(workers);
      engine.forget();
    }
  }

  @Test
  void executionStrategySaysWhetherSlicesOverlap() {
    Dataset dataset = files(8);
    BatchConfig config = BatchConfig.DEFAULT.withMaxWorkers(4);

    CheckResult sequential =
        check(dataset, config.withExecutionStrategy(ExecutionStrategy.SEQUENTIAL));
    CheckResult parallel = check(dataset, config.withExecutionStrategy(ExecutionStrategy.PARALLEL));
    CheckResult adaptive = check(dataset, config.withExecutionStrategy(ExecutionStrategy.ADAPTIVE));

    assertThat(history(sequential).mostPending()).isEqualTo(1);
    assertThat(history(parallel).mostPending()).isEqualTo(4);
    assertThat(history(adaptive).mostPending()).isEqualTo(1);
    assertThat(engine.scans().subList(0, 8)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void adaptiveRunsInParallelWhereThereIsMuchToRead() {
    Dataset dataset = Tables.files(folder.resolve("much"), 4, 200_000);

    CheckResult result =
        check(dataset, BatchConfig.DEFAULT.withBatchSize(200_000).withMaxWorkers(3));

    assertThat(history(result).mostPending()).isEqualTo(3);
  }

  @Test
  void aggregationStrategyMakesTheStatusOfChunksThatPassWarnFailPassFail() {
    Dataset dataset = files(5);
    engine
        .slice(1, scan -> scan.fails(1, 1))
        .slice(2, scan -> scan.fails(0, 2))
        .slice(4, scan -> scan.fails(0, 2));

    assertThat(status(dataset, AggregationStrategy.MERGE)).isEqualTo(Status.WARNING);
    assertThat(status(dataset, AggregationStrategy.WORST)).isEqualTo(Status.FAILED);
    assertThat(status(dataset, AggregationStrategy.BEST)).isEqualTo(Status.PASSED);
    assertThat(status(dataset, AggregationStrategy.MAJORITY)).isEqualTo(Status.FAILED);
    assertThat(status(dataset, AggregationStrategy.FIRST_FAILURE)).isEqualTo(Status.FAILED);
    assertThat(status(dataset, AggregationStrategy.ALL)).isEqualTo(Status.WARNING);
  }

  @Test
  void aggregationStrategyMakesTheStatusOfChunksThatPassWarnFailWarnPassWarn() {
    Dataset dataset = files(6);
    engine
        .slice(1, scan -> scan.fails(1, 1))
        .slice(2, scan -> scan.fails(0, 10))
        .slice(3, scan -> scan.fails(1, 1))
        .slice(5, scan -> scan.fails(1, 1));

    assertThat(status(dataset, AggregationStrategy.MERGE)).isEqualTo(Status.FAILED);
    assertThat(status(dataset, AggregationStrategy.WORST)).isEqualTo(Status.FAILED);
    assertThat(status(dataset, AggregationStrategy.BEST)).isEqualTo(Status.PASSED);
    assertThat(status(dataset, AggregationStrategy.MAJORITY)).isEqualTo(Status.WARNING);
    assertThat(status(dataset, AggregationStrategy.FIRST_FAILURE)).isEqualTo(Status.FAILED);
    assertThat(status(dataset, AggregationStrategy.ALL)).isEqualTo(Status.FAILED);
  }

  private Status status(Dataset dataset, AggregationStrategy strategy) {
    CheckResult result = check(dataset, BatchConfig.DEFAULT.withAggregationStrategy(strategy));
    assertThat(result.aggregation()).isEqualTo(strategy);
    return result.status();
  }

  @Test
  void talliesAreMergedOverAllChunksUnderAVote() {
    Dataset dataset = files(5);
    engine.slice(2, scan -> scan.fails(0, 2)).slice(4, scan -> scan.fails(0, 3));

    CheckResult result = check(dataset, PARALLEL.withAggregationStrategy(AggregationStrategy.BEST));

    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(50, 5));
    assertThat(result.rules().get(1).tally()).isEqualTo(new Tally(50, 0));
    assertThat(result.chunks()).isEqualTo(new StatusCounts(3, 0, 2, 0, 0));
  }

  @Test
  void allKeepsEveryChunksOwnTalliesAndOthersKeepNone() {
    Dataset dataset = files(2);
    engine.slice(1, scan -> scan.fails(0, 2));

    CheckResult all = check(dataset, PARALLEL.withAggregationStrategy(AggregationStrategy.ALL));
    CheckResult merge = check(dataset, PARALLEL);

    assertThat(Stored.slice(world(), all, 1).chunkTallies())
        .singleElement()
        .satisfies(own -> assertThat(own.of(0)).isEqualTo(new Tally(10, 2)));
    assertThat(Stored.slice(world(), merge, 1).chunkTallies()).isEmpty();
  }

  @Test
  void failFastStopsAtTheLowestFailingChunk() {
    Dataset dataset = files(6);
    engine.slice(2, scan -> scan.fails(0, 2));

    CheckResult stopped = check(dataset, BatchConfig.DEFAULT.withFailFast(true));
    CheckResult whole = check(dataset, BatchConfig.DEFAULT);

    assertThat(stopped.chunks()).isEqualTo(new StatusCounts(2, 0, 1, 0, 3));
    assertThat(stopped.ended()).isEqualTo(Ended.FAIL_FAST);
    assertThat(whole.chunks()).isEqualTo(new StatusCounts(5, 0, 1, 0, 0));
    assertThat(whole.ended()).isEqualTo(Ended.COMPLETED);
  }

  @Test
  void continueOnErrorGoesOnBehindAnErrorChunk() {
    Dataset dataset = files(6);
    engine.slice(2, ScriptedEngine.Scan::isUnreadable);

    CheckResult whole = check(dataset, BatchConfig.DEFAULT);

    assertThat(whole.chunks()).isEqualTo(new StatusCounts(5, 0, 0, 1, 0));
    assertThat(whole.status()).isEqualTo(Status.ERROR);
    assertThatThrownBy(() -> check(dataset, BatchConfig.DEFAULT.withContinueOnError(false)))
        .isInstanceOfSatisfying(
            BatchExecutionException.class,
            failed -> {
              assertThat(failed.partialResult().chunks())
                  .isEqualTo(new StatusCounts(2, 0, 0, 1, 3));
              assertThat(failed.failingChunk()).isEqualTo(2);
              assertThat(failed.workflowId()).isEqualTo(failed.partialResult().workflowId());
            });
  }

  @Test
  void collectPartialResultsFalseKeepsOnlyCountsAndErrorsOfAFailedBatch() {
    Dataset dataset = files(3);
    engine.slice(1, ScriptedEngine.Scan::isUnreadable);
    BatchConfig config = BatchConfig.DEFAULT.withContinueOnError(false);

    CheckResult kept = partial(dataset, config);
    CheckResult dropped = partial(dataset, config.withCollectPartialResults(false));

    assertThat(kept.rules()).hasSize(2);
    assertThat(kept.rules().get(0).tally()).isEqualTo(new Tally(10, 0));
    assertThat(dropped.rules()).isEmpty();
    assertThat(dropped.chunks()).isEqualTo(kept.chunks());
    assertThat(dropped.errors()).isEqualTo(kept.errors()).hasSize(1);
  }

  private CheckResult partial(Dataset dataset, BatchConfig config) {
    try {
      check(dataset, config);
    } catch (BatchExecutionException failed) {
      return failed.partialResult();
    }
    throw new AssertionError("The batch did not fail");
  }

  @Test
  void collectPartialResultsFalseKeepsEverythingOfABatchThatCompletes() {
    CheckResult result = check(files(1), BatchConfig.DEFAULT.withCollectPartialResults(false));

    assertThat(result.rules()).hasSize(2);
  }

  @Test
  void chunkTimeoutEndsAnAttemptAndTheChunkSaysSo() {
    Dataset dataset = files(3);
    engine.slice(1, ScriptedEngine.Scan::hangs);

    CheckResult result = check(dataset, PARALLEL.withChunkTimeout(Duration.ofMillis(3_500)));

    assertThat(result.chunks()).isEqualTo(new StatusCounts(2, 0, 0, 1, 0));
    assertThat(result.status()).isEqualTo(Status.ERROR);
    assertThat(result.ended()).isEqualTo(Ended.COMPLETED);
    assertThat(result.errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.type()).isEqualTo(FailureTypes.SLICE_TIMED_OUT);
              assertThat(error.firstChunk()).isEqualTo(1);
              assertThat(error.chunks()).isEqualTo(1);
              assertThat(error.source())
                  .isEqualTo(Tables.file(folder.resolve("data"), 1).toUri().toString());
              assertThat(error.message())
                  .isEqualTo("every attempt took longer than the chunk timeout");
            });
    assertThat(engine.scansOf(1)).isEqualTo(2);
    assertThat(history(result).scheduled(CHECK_SLICE))
        .hasSize(3)
        .allSatisfy(
            slice ->
                assertThat(Durations.toMillis(slice.getStartToCloseTimeout())).isEqualTo(3_500));
  }

  @Test
  void heartbeatTimeoutIsThatOfEveryActivity() {
    CheckResult result =
        check(files(2), BatchConfig.DEFAULT.withHeartbeatTimeout(Duration.ofSeconds(17)));

    assertThat(activities(result))
        .hasSize(4)
        .allSatisfy(
            activity ->
                assertThat(Durations.toSeconds(activity.getHeartbeatTimeout())).isEqualTo(17));
  }

  @Test
  void totalTimeoutEndsTheBatchWithWhatIsKnown() {
    Dataset dataset = files(5);
    engine.slice(2, ScriptedEngine.Scan::hangs);

    CheckResult result =
        check(
            dataset,
            BatchConfig.SEQUENTIAL.withRetryPolicy(TWICE).withTimeout(Duration.ofSeconds(8)));

    assertThat(result.ended()).isEqualTo(Ended.TIMED_OUT);
    assertThat(result.status()).isEqualTo(Status.ERROR);
    assertThat(result.chunks()).isEqualTo(new StatusCounts(2, 0, 0, 0, 3));
    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(20, 0));
    assertThat(result.failureMessage()).isEqualTo("The total timeout of PT8S was over");
    assertThat(engine.stopped()).containsExactly(2);
    assertThat(history(result).lastType())
        .isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED);
  }

  @Test
  void totalTimeoutCountsPlanningToo() {
    CountDownLatch never = new CountDownLatch(1);
    engine.preparesAfter(never);

    CheckResult result = check(files(1), BatchConfig.DEFAULT.withTimeout(1.0));
    never.countDown();

    assertThat(result.ended()).isEqualTo(Ended.TIMED_OUT);
    assertThat(result.status()).isEqualTo(Status.ERROR);
    assertThat(result.totalChunks()).isZero();
    assertThat(engine.scans()).isEmpty();
  }

  @Test
  void retryPolicyIsThatOfEveryActivity() {
    engine.slice(1, ConfigTest::breaks);
    RetryPolicy policy = new RetryPolicy(Duration.ofMillis(30), 1.5, Duration.ofMillis(70), 3);

    CheckResult result = check(files(2), BatchConfig.DEFAULT.withRetryPolicy(policy));

    assertThat(engine.scansOf(1)).isEqualTo(3);
    assertThat(activities(result))
        .extracting(activity -> activity.getActivityType().getName())
        .containsExactly(PLAN, CHECK_SLICE, CHECK_SLICE, REPORT, GIVE_UP_SLICE);
    assertThat(activities(result))
        .allSatisfy(
            activity -> {
              assertThat(Durations.toMillis(activity.getRetryPolicy().getInitialInterval()))
                  .isEqualTo(30);
              assertThat(activity.getRetryPolicy().getBackoffCoefficient()).isEqualTo(1.5);
              assertThat(Durations.toMillis(activity.getRetryPolicy().getMaximumInterval()))
                  .isEqualTo(70);
              assertThat(activity.getRetryPolicy().getMaximumAttempts()).isEqualTo(3);
            });
  }

  private static void breaks(ScriptedEngine.Scan scan) throws IOException {
    throw new IOException("disk on fire, attempt " + scan.attempt());
  }

  @Test
  void anEngineThatFailsTwiceAndThenWorksGivesTheRightAnswer() {
    engine.slice(
        1,
        scan -> {
          if (scan.attempt() <= 2) {
            throw new IOException("not yet");
          }
          scan.fails(0, 4);
        });

    CheckResult result =
        check(files(3), BatchConfig.DEFAULT.withRetryPolicy(TWICE.withMaximumAttempts(3)));

    assertThat(engine.scansOf(1)).isEqualTo(3);
    assertThat(result.rules().get(0).tally()).isEqualTo(new Tally(30, 4));
    assertThat(result.chunks()).isEqualTo(new StatusCounts(2, 0, 1, 0, 0));
    assertThat(result.status()).isEqualTo(Status.FAILED);
  }

  @Test
  void sampleSizeIsTheMostFailingRowsKept() {
    Dataset dataset =
        Tables.table(folder.resolve("t.parquet"), "SELECT -1 AS x FROM range(30) t(i)");

    for (int size : List.of(0, 3, 20, 30)) {
      CheckResult result =
          real(BatchConfig.DEFAULT.withSampleSize(size).withBatchSize(7))
              .checkBatch(dataset, RULES);
      assertThat(result.rules().get(0).samples()).hasSize(size);
      assertThat(BatchArtifacts.report(result.report()).rules().get(0).samples()).hasSize(size);
    }
  }

  private static final String BOB = "3 {name=Bob} {id=A-4, active=null}";
  private static final RuleSet OF_PEOPLE =
      RuleSet.parse(
          """
          [{"type":"in_set","column":"name","values":["Bob"]},
           {"type":"unique","column":"name"},
           {"type":"min","column":"born","min":"1990-01-01"},
           {"type":"median","column":"pay","max":1},
           {"type":"mean","column":"pay","max":1}]
          """);

  /** Four rows, and a record that is none; no time of day or hash looks like their values. */
  private Dataset people() throws IOException {
    Path file = folder.resolve("people.csv");
    Files.writeString(
        file,
        "id,name,born,pay,active\nA-1,Bob,1984-05-06,70.5,true\nA-2,Ann Lee,1990-01-01,80.5,true\n"
            + "A-3,Ann Lee,1991-01-01,90.5,false\nA-4,Bob,1991-01-01,,\nA-5,Zoe,\"\n");
    return Dataset.of(file.toString()).named("people");
  }

  private CheckResult checked(SampleValues values) throws IOException {
    BatchExecutor executor =
        world()
            .executor()
            .setConfig(BatchConfig.DEFAULT.withSampleValues(values))
            .setKeys(List.of("id", "active"))
            .build();
    CheckResult result = executor.checkBatch(people(), OF_PEOPLE);
    return BatchArtifacts.report(result.report())
        .withIds(result.workflowId(), result.runId(), ZERO);
  }

  /** Returns a rule's failing rows, each as values and key. */
  private static List<String> shown(CheckResult report, int rule) {
    return report.rules().get(rule).samples().stream()
        .map(row -> row.row() + " " + row.values() + " " + row.key())
        .toList();
  }

  private String artifacts(CheckResult result) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(Stored.folder(world(), result.runId()))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  @Test
  void sampleValuesInFullAreThoseOfTheRows() throws IOException {
    CheckResult report = checked(SampleValues.FULL);

    assertThat(shown(report, 0))
        .containsExactly(
            "1 {name=Ann Lee} {id=A-2, active=true}", "2 {name=Ann Lee} {id=A-3, active=false}");
    assertThat(shown(report, 1)).containsExactly("2 {name=Ann Lee} {id=A-3, active=false}", BOB);
    assertThat(report.rules().get(2).observed()).isEqualTo("1984-05-06");
    assertThat(report.rules().get(3).observed()).isEqualTo("80.5");
    assertThat(artifacts(report)).contains("Ann Lee", "A-2", "1984-05-06", "A-5,Zoe");
  }

  @Test
  void sampleValuesMaskedHaveTheShapeOfThoseOfTheRows() throws IOException {
    CheckResult report = checked(SampleValues.MASKED);

    assertThat(shown(report, 0))
        .containsExactly(
            "1 {name=Xxx Xxx} {id=X-#, active=xxxx}", "2 {name=Xxx Xxx} {id=X-#, active=xxxx}");
    assertThat(shown(report, 1))
        .containsExactly(
            "2 {name=Xxx Xxx} {id=X-#, active=xxxx}", "3 {name=Xxx} {id=X-#, active=null}");
    assertThat(report.rules().get(2).observed()).isEqualTo("####-##-##");
    assertThat(report.rules().get(2).message())
        .isEqualTo("the lowest of 4 values is ####-##-##, below 1990-01-01");
    assertThat(report.rules().get(3).observed()).isEqualTo("##.#");
    assertThat(report.rules().get(4).observed()).as("of all rows together").isEqualTo("80.5");
    assertThat(shown(report, 5))
        .containsExactly("4 {problem=a quote that is never closed, record=X-#,Xxx,\"} {}");
    assertThat(artifacts(report)).doesNotContain("Ann Lee", "A-2", "A-5,Zoe");
    assertThat(history(report).payloadTexts()).doesNotContain("1984-05-06");
  }

  @Test
  void sampleValuesCanBeLeftOutColumnByColumn() throws IOException {
    CheckResult report = checked(SampleValues.NONE.with("id", Showing.FULL));

    assertThat(shown(report, 0)).containsExactly("1 {} {id=A-2}", "2 {} {id=A-3}");
    assertThat(report.rules().get(2).observed()).isNull();
    assertThat(report.rules().get(2).message())
        .isEqualTo("the lowest of 4 values is not shown, below 1990-01-01");
    assertThat(shown(report, 5)).containsExactly("4 {problem=a quote that is never closed} {}");
  }

  @Test
  void sampleValuesOfAProfileAreItsEndsQuantilesAndFrequentValues() throws IOException {
    BatchConfig config =
        BatchConfig.DEFAULT.withSampleValues(SampleValues.MASKED.with("pay", Showing.NONE));

    ProfileResult result = real(config).profileBatch(people());

    ProfileResult report = BatchArtifacts.profile(result.report());
    ColumnProfile born = report.column("born");
    assertThat(List.of(born.min(), born.max(), born.histogram().from())).containsOnly("####-##-##");
    assertThat(born.quantiles().values())
        .extracting(each -> each.value())
        .containsOnly("####-##-##");
    assertThat(report.column("name").frequent())
        .containsExactlyInAnyOrder(
            new ColumnProfile.Frequent("Xxx", 2), new ColumnProfile.Frequent("Xxx Xxx", 2));
    assertThat(report.column("name").distinct().count()).isEqualTo(2);
    ColumnProfile pay = report.column("pay");
    assertThat(Arrays.asList(pay.min(), pay.max(), pay.quantiles(), pay.histogram()))
        .containsOnlyNulls();
    assertThat(pay.frequent()).isEmpty();
    assertThat(pay.numbers().mean()).isEqualByComparingTo("80.5");
    try (Stream<Path> files = Files.walk(Stored.folder(world(), result.runId()))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).as(file.toString()).doesNotContain("Ann Lee", "A-2");
      }
    }
    assertThat(history(result.workflowId()).payloadTexts()).doesNotContain("1984-05-06", "70.5");
  }

  @Test
  void sampleValuesOfALearnStayOutOfHistoryAlone() throws IOException {
    BatchConfig config = BatchConfig.DEFAULT.withSampleValues(SampleValues.MASKED);

    LearnResult result = real(config).learnBatch(people());

    assertThat(history(result.workflowId()).payloadTexts())
        .doesNotContain("1984-05-06", "70.5", "Ann");
    LearnResult report = BatchArtifacts.learned(result.report());
    assertThat(report.schema().column("born").min()).isEqualTo("1984-05-06");
    assertThat(report.toRules().rules().toString()).contains("Ann Lee");
  }

  @Test
  void sampleValuesOfAutomaticRulesAreNeitherInHistoryNorInNames() throws IOException {
    Dataset people = people();
    CheckResult learned = real(BatchConfig.DEFAULT).checkBatch(people, RuleSet.auto());
    BatchConfig config = BatchConfig.DEFAULT.withSampleValues(SampleValues.MASKED);

    CheckResult masked = real(config).checkBatch(people, RuleSet.auto());

    assertThat(names(learned)).contains("automatic: 70.5 to 90.5 in the schema");
    assertThat(history(learned).payloadTexts()).contains("1984-05-06").doesNotContain("Ann Lee");
    assertThat(names(masked)).contains("automatic: the schema's range");
    assertThat(masked.status()).isEqualTo(learned.status());
    assertThat(masked.rules())
        .extracting(RuleResult::tally)
        .isEqualTo(learned.rules().stream().map(RuleResult::tally).toList());
    assertThat(history(masked).payloadTexts()).doesNotContain("Ann Lee", "1984-05-06", "70.5");
    assertThat(Files.readString(reportOf(masked))).doesNotContain("Ann Lee", "1984-05-06", "70.5");
  }

  private static List<String> names(CheckResult result) {
    return result.rules().stream().map(rule -> String.valueOf(rule.name())).toList();
  }

  private Path reportOf(CheckResult result) {
    return Stored.folder(world(), result.runId()).resolve(RunPaths.REPORT);
  }

  @Test
  void sampleValuesAreBoundedByTheWorkerColumnByColumn() throws IOException {
    world(
        plugin ->
            plugin.boundSampleValues(
                SampleValues.FULL.with("name", Showing.MASKED).with("elsewhere", Showing.NONE)));

    assertThat(shown(checked(SampleValues.FULL), 0))
        .startsWith("1 {name=Xxx Xxx} {id=A-2, active=true}");
    assertThat(shown(checked(SampleValues.NONE.with("id", Showing.FULL)), 0))
        .startsWith("1 {} {id=A-2}");
  }

  @Test
  void sampleValuesOfUnknownColumnsAreRefused() throws IOException {
    SampleValues values = SampleValues.FULL.with("nam", Showing.NONE);

    assertThatThrownBy(() -> checked(values))
        .isInstanceOf(ChunkingException.class)
        .hasMessage(
            "Unknown column \"nam\" of sample values (columns: id, name, born, pay, active;"
                + " nearest: \"name\")");
  }

  @Test
  void failWorkflowOnClosesTheWorkflowFailedFromThatStatusOn() {
    Dataset passes = files(1);
    Dataset warns = Tables.files(folder.resolve("warns"), 2, 10);
    Dataset fails = Tables.files(folder.resolve("fails"), 3, 10);
    Dataset errs = Tables.files(folder.resolve("errs"), 4, 10);
    engine
        .slice(1, scan -> scan.fails(1, 1))
        .slice(2, scan -> scan.fails(0, 10))
        .slice(3, ScriptedEngine.Scan::isUnreadable);
    List<Dataset> byStatus = List.of(passes, warns, fails, errs);

    assertThat(closesFailed(byStatus, FailWorkflowOn.NEVER)).isEmpty();
    assertThat(closesFailed(byStatus, FailWorkflowOn.ERROR)).containsExactly(Status.ERROR);
    assertThat(closesFailed(byStatus, FailWorkflowOn.FAILED))
        .containsExactly(Status.FAILED, Status.ERROR);
    assertThat(closesFailed(byStatus, FailWorkflowOn.WARNING))
        .containsExactly(Status.WARNING, Status.FAILED, Status.ERROR);
  }

  /** Returns the statuses of the datasets whose workflow closed Failed. */
  private List<Status> closesFailed(List<Dataset> datasets, FailWorkflowOn from) {
    List<Status> failed = new ArrayList<>();
    for (Dataset dataset : datasets) {
      CheckResult result = check(dataset, PARALLEL.withFailWorkflowOn(from));
      assertThat(result.report()).isNotNull();
      if (history(result).lastType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED) {
        failed.add(result.status());
      }
    }
    return failed;
  }

  @Test
  void extraReachesTheEngine() {
    check(files(1), BatchConfig.DEFAULT.withExtra(Map.of("depth", "3")));

    assertThat(engine.extra()).isEqualTo(Map.of("depth", "3"));
  }

  @Test
  void extraIsRefusedByTheBuiltInEngine() {
    Dataset dataset = files(1);

    assertThatThrownBy(
            () ->
                real(BatchConfig.DEFAULT.withExtra(Map.of("depth", "3", "breadth", "1")))
                    .checkBatch(dataset, RULES))
        .isInstanceOf(ChunkingException.class)
        .hasMessage("Unknown settings of the engine in extra: breadth, depth (allowed: none)");
  }

  @Test
  void presetsRunAsTheySay() {
    Dataset dataset = files(10);
    engine.slice(4, scan -> scan.fails(0, 2)).slice(6, scan -> scan.fails(0, 2));

    CheckResult sequential = check(dataset, BatchConfig.SEQUENTIAL);
    CheckResult parallel = check(dataset, BatchConfig.PARALLEL);
    CheckResult failFast = check(dataset, BatchConfig.FAIL_FAST);
    CheckResult large = check(dataset, BatchConfig.LARGE_DATA);

    assertThat(history(sequential).mostPending()).isEqualTo(1);
    assertThat(history(parallel).mostPending()).isEqualTo(8);
    assertThat(history(large).mostPending()).isEqualTo(4);
    assertThat(failFast.chunks()).isEqualTo(new StatusCounts(4, 0, 1, 0, 5));
    assertThat(failFast.rules().get(0).tally()).isEqualTo(new Tally(10, 2));
    assertThat(List.of(sequential, parallel, large))
        .allSatisfy(whole -> assertThat(whole.chunks()).isEqualTo(new StatusCounts(8, 0, 2, 0, 0)));
    assertThat(Stored.plan(world(), parallel).chunkSize()).isEqualTo(1_000);
    assertThat(Stored.plan(world(), large).chunkSize()).isEqualTo(50_000);
  }

  private List<ActivityTaskScheduledEventAttributes> activities(CheckResult result) {
    List<ActivityTaskScheduledEventAttributes> all = new ArrayList<>();
    for (String type : List.of(PLAN, CHECK_SLICE, REPORT, GIVE_UP_SLICE)) {
      all.addAll(history(result).scheduled(type));
    }
    return all;
  }

  @Test
  void theReportIsNotQueuedBehindSlices() {
    CheckResult result = check(files(2), BatchConfig.DEFAULT);

    assertThat(history(result).scheduled(REPORT))
        .extracting(scheduled -> scheduled.getPriority().getPriorityKey())
        .containsExactly(1);
    assertThat(history(result).scheduled(CHECK_SLICE))
        .extracting(scheduled -> scheduled.getPriority().getPriorityKey())
        .containsOnly(0);
  }
}
