package io.truthound.temporal.behaviour;

import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.converter.DefaultDataConverter;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.DatasetListHandle;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.config.FailWorkflowOn;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.DatasetListProgress;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.contract.ProfileScope;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.DatasetFailure;
import io.truthound.temporal.result.DatasetResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RuleSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several datasets, each in a batch of its own. */
class DatasetListTest extends RealBehaviour {
  private static final BatchConfig CONFIG =
      BatchConfig.DEFAULT.withExecutionStrategy(ExecutionStrategy.PARALLEL).withRetryPolicy(TWICE);
  private static final BatchConfig FAIL_FAST = CONFIG.withFailFast(true);

  /** Writes a dataset of ten rows for each name. */
  private List<Dataset> named(String... names) {
    return Stream.of(names)
        .map(
            name ->
                Tables.table(folder.resolve(name + ".parquet"), "SELECT i AS x FROM range(10) t(i)")
                    .named(name))
        .toList();
  }

  private BatchResult check(List<Dataset> datasets, BatchConfig config) {
    return scripted(config).checkBatch(datasets, RULES);
  }

  private WorkflowExecutionStatus closed(String workflowId) {
    return world().client().newUntypedWorkflowStub(workflowId).describe().getStatus();
  }

  private String store() {
    return world().store().toUri().toString();
  }

  private static List<Status> statuses(BatchResult result) {
    return result.results().stream().map(DatasetResult::status).toList();
  }

  @Test
  void answersStandInListOrderWhateverIsFinishedFirst() {
    CountDownLatch lastIsOver = new CountDownLatch(1);
    engine
        .dataset("a", scan -> scan.awaits(lastIsOver))
        .dataset(
            "b",
            scan -> {
              scan.awaits(lastIsOver);
              scan.fails(0, 10);
            })
        .dataset(
            "c",
            scan -> {
              scan.fails(1, 1);
              lastIsOver.countDown();
            });

    BatchResult result = check(named("a", "b", "c"), CONFIG);

    assertThat(result.results()).extracting(DatasetResult::dataset).containsExactly("a", "b", "c");
    assertThat(statuses(result)).containsExactly(Status.PASSED, Status.FAILED, Status.WARNING);
    assertThat(result.results())
        .extracting(DatasetResult::workflowId)
        .containsExactly(
            result.workflowId() + "/1", result.workflowId() + "/2", result.workflowId() + "/3");
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.ended()).isEqualTo(Ended.COMPLETED);
    assertThat(result.counts()).isEqualTo(new StatusCounts(1, 1, 1, 0, 0));
    CheckResult failed = result.results().get(1).check();
    assertThat(failed.rules().get(0).tally().failed()).isEqualTo(10);
    assertThat(failed.workflowId()).isEqualTo(result.workflowId() + "/2");
  }

  @Test
  void oneAtATimeWhereTheStrategyIsSequential() {
    List<Dataset> datasets = named("a", "b", "c", "d");

    BatchResult result =
        check(datasets, CONFIG.withExecutionStrategy(ExecutionStrategy.SEQUENTIAL));

    assertThat(engine.datasets()).containsExactly("a", "b", "c", "d");
    assertThat(mostChildren(result.workflowId())).isOne();
  }

  @Test
  void asManyAtATimeAsThereAreWorkers() {
    CountDownLatch together = new CountDownLatch(3);
    for (String name : List.of("a", "b", "c")) {
      engine.dataset(
          name,
          scan -> {
            together.countDown();
            scan.awaits(together);
          });
    }

    BatchResult result = check(named("a", "b", "c", "d", "e"), CONFIG.withMaxWorkers(3));

    assertThat(result.counts()).isEqualTo(new StatusCounts(5, 0, 0, 0, 0));
    assertThat(mostChildren(result.workflowId())).isEqualTo(3);
  }

  private int mostChildren(String workflowId) {
    int running = 0;
    int most = 0;
    for (EventType type : history(workflowId).types()) {
      if (type == EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED) {
        most = Math.max(most, ++running);
      } else if (type == EventType.EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED) {
        running--;
      }
    }
    return most;
  }

  @Test
  void whatIsBrokenIsAnElementAndTheRestRuns() throws Exception {
    Dataset good = Tables.table(folder.resolve("good.parquet"), "SELECT 1 AS x");
    Dataset missing = Dataset.parquet(folder.resolve("none.parquet").toString()).named("missing");
    Dataset columns = Tables.table(folder.resolve("columns.parquet"), "SELECT 1 AS y");
    Path file = folder.resolve("damaged.parquet");
    Dataset damaged = Tables.table(file, "SELECT i AS x FROM range(245760) t(i)");
    Damage.firstPage(file, "x", 1);

    BatchResult result =
        real(CONFIG.withBatchSize(122_880))
            .checkBatch(
                List.of(missing, columns.named("columns"), damaged, good),
                RuleSet.of(new NotNull("x")));

    assertThat(statuses(result))
        .containsExactly(Status.ERROR, Status.ERROR, Status.ERROR, Status.PASSED);
    assertThat(result.status()).isEqualTo(Status.ERROR);
    assertThat(result.ended()).isEqualTo(Ended.COMPLETED);
    DatasetFailure notFound = result.results().get(0).failure();
    assertThat(notFound.type()).isEqualTo(FailureTypes.DATA_MISSING);
    assertThat(notFound.message()).isEqualTo("No such file: " + folder.resolve("none.parquet"));
    DatasetFailure unknown = result.results().get(1).failure();
    assertThat(unknown.type()).isEqualTo(FailureTypes.RULES_REFUSED);
    assertThat(unknown.message()).contains("unknown column \"x\" (columns: y");
    assertThat(result.results().get(1).outcome()).isNull();
    assertThat(result.results().get(2).failure()).isNull();
    CheckResult half = result.results().get(2).check();
    assertThat(half.chunks()).isEqualTo(new StatusCounts(1, 0, 0, 1, 0));
    assertThat(result.results().get(3).check().passedChunks()).isOne();
    assertThat(closed(result.workflowId()))
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
  }

  @Test
  void theLowestDatasetThatFailsEndsAListThatFailsFast() {
    CountDownLatch beyondRuns = new CountDownLatch(1);
    CountDownLatch beyondStopped = new CountDownLatch(1);
    engine
        .dataset(
            "b",
            scan -> {
              scan.awaits(beyondStopped);
              scan.fails(0, 10);
            })
        .dataset(
            "c",
            scan -> {
              scan.awaits(beyondRuns);
              scan.isUnreadable();
            })
        .dataset(
            "d",
            scan -> {
              beyondRuns.countDown();
              scan.hangs(beyondStopped);
            });

    BatchResult result = check(named("a", "b", "c", "d", "e"), FAIL_FAST.withMaxWorkers(3));

    assertThat(statuses(result))
        .containsExactly(
            Status.PASSED, Status.FAILED, Status.SKIPPED, Status.SKIPPED, Status.SKIPPED);
    assertThat(result.failing()).isEqualTo(1);
    assertThat(result.ended()).isEqualTo(Ended.FAIL_FAST);
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.results().get(2).outcome()).isNull();
    assertThat(engine.datasets()).containsOnlyOnce("d").doesNotContain("e");
    assertThat(closed(result.workflowId() + "/4")).isEqualTo(WORKFLOW_EXECUTION_STATUS_CANCELED);
  }

  @Test
  void aRefusedDatasetEndsAListThatFailsFast() {
    Dataset missing = Dataset.parquet(folder.resolve("none.parquet").toString());
    Dataset last = named("last").get(0);

    BatchResult result =
        check(
            List.of(missing, last), FAIL_FAST.withExecutionStrategy(ExecutionStrategy.SEQUENTIAL));

    assertThat(statuses(result)).containsExactly(Status.ERROR, Status.SKIPPED);
    assertThat(engine.datasets()).isEmpty();
  }

  @Test
  void listsWhoseBatchesFinishWhileTheyAreCancelledDoNotHang() {
    List<Dataset> datasets = named("a", "b", "c", "d", "e", "f");
    engine.dataset("c", scan -> scan.fails(0, 10));

    for (int list = 0; list < 2; list++) {
      BatchResult result = check(datasets, FAIL_FAST.withMaxWorkers(6));

      assertThat(result.counts()).isEqualTo(new StatusCounts(2, 0, 1, 0, 3));
    }
  }

  @Test
  void anErrorWithoutContinueOnErrorIsAnElementWithWhatWasKnown() {
    engine.dataset("a", ScriptedEngine.Scan::isUnreadable);

    BatchResult result = check(named("a", "b"), CONFIG.withContinueOnError(false));

    DatasetResult aborted = result.results().get(0);
    assertThat(aborted.status()).isEqualTo(Status.ERROR);
    assertThat(aborted.failure())
        .isEqualTo(new DatasetFailure(FailureTypes.CHUNK_ERROR, "Chunk 0 is ERROR: scripted"));
    assertThat(aborted.check().ended()).isEqualTo(Ended.ABORTED);
    assertThat(result.results().get(1).status()).isEqualTo(Status.PASSED);
  }

  @Test
  void aCancelledListCancelsItsBatchesWhichWriteTheirReports() throws InterruptedException {
    CountDownLatch scanning = new CountDownLatch(2);
    for (String name : List.of("b", "c")) {
      engine.dataset(
          name,
          scan -> {
            scanning.countDown();
            scan.hangs();
          });
    }
    DatasetListHandle list =
        scripted(CONFIG.withMaxWorkers(2)).startCheck(named("a", "b", "c", "d"), RULES);
    scanning.await();

    list.cancel();

    assertThatThrownBy(list::result)
        .isInstanceOf(CancellationException.class)
        .hasMessage("Batch " + list.id() + " was cancelled");
    assertThat(Stream.of("", "/2", "/3").map(child -> closed(list.id() + child)))
        .containsOnly(WORKFLOW_EXECUTION_STATUS_CANCELED);
    BatchResult partial = list.partialResult(store()).orElseThrow();
    assertThat(statuses(partial))
        .containsExactly(Status.PASSED, Status.ERROR, Status.ERROR, Status.SKIPPED);
    assertThat(partial.ended()).isEqualTo(Ended.CANCELLED);
    assertThat(partial.status()).isEqualTo(Status.ERROR);
    CheckResult second = partial.results().get(1).check();
    assertThat(second.ended()).isEqualTo(Ended.CANCELLED);
    assertThat(second.chunks()).isEqualTo(new StatusCounts(0, 0, 0, 0, 1));
    assertThat(second.workflowId()).isEqualTo(list.id() + "/2");
    assertThat(engine.datasets()).doesNotContain("d");
  }

  @Test
  void aTerminatedListLeavesNoBatchRunning() throws Exception {
    CountDownLatch scanning = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    engine.dataset(
        "a",
        scan -> {
          scanning.countDown();
          scan.hangs(stopped);
        });
    DatasetListHandle list = scripted(CONFIG).startCheck(named("a"), RULES);
    scanning.await();

    world().client().newUntypedWorkflowStub(list.id()).terminate("enough");

    stopped.await();
    BatchHandle batch = list.batch(0);
    assertThatThrownBy(batch::result).isInstanceOf(CancellationException.class);
    assertThat(batch.partialResult(store())).isPresent();
  }

  @Test
  void aBatchThatSomebodyCancelsIsAnErrorOfItsDatasetAlone() throws InterruptedException {
    CountDownLatch scanning = new CountDownLatch(1);
    engine.dataset(
        "a",
        scan -> {
          scanning.countDown();
          scan.hangs();
        });
    DatasetListHandle list = scripted(CONFIG).startCheck(named("a", "b"), RULES);
    scanning.await();

    list.batch(0).cancel();

    BatchResult result = list.result();
    assertThat(statuses(result)).containsExactly(Status.ERROR, Status.PASSED);
    assertThat(result.results().get(0).failure())
        .isEqualTo(
            new DatasetFailure(FailureTypes.DATASET_NOT_FINISHED, "The batch was cancelled"));
  }

  @Test
  void theTotalTimeoutIsTheWholeLists() {
    engine.dataset("a", ScriptedEngine.Scan::hangs);

    BatchResult result =
        check(
            named("a", "b", "c"),
            CONFIG
                .withExecutionStrategy(ExecutionStrategy.SEQUENTIAL)
                .withTimeout(Duration.ofSeconds(2)));

    assertThat(statuses(result)).containsExactly(Status.ERROR, Status.SKIPPED, Status.SKIPPED);
    assertThat(result.ended()).isEqualTo(Ended.TIMED_OUT);
    assertThat(result.status()).isEqualTo(Status.ERROR);
    assertThat(result.results().get(0).check().ended()).isEqualTo(Ended.TIMED_OUT);
    assertThat(engine.datasets()).doesNotContain("b", "c");
  }

  @Test
  void aLaterBatchHasWhatIsLeftOfTheTotalTimeout() {
    Duration total = Duration.ofHours(1);

    BatchResult result =
        check(
            named("a", "b"),
            CONFIG.withExecutionStrategy(ExecutionStrategy.SEQUENTIAL).withTimeout(total));

    List<Duration> left =
        history(result.workflowId()).events().stream()
            .filter(HistoryEvent::hasStartChildWorkflowExecutionInitiatedEventAttributes)
            .map(event -> event.getStartChildWorkflowExecutionInitiatedEventAttributes())
            .map(child -> decoded(child.getInput()).config().totalTimeout())
            .toList();
    assertThat(left).hasSize(2);
    assertThat(left.get(0)).isLessThanOrEqualTo(total);
    assertThat(left.get(1)).isLessThan(left.get(0)).isGreaterThan(Duration.ZERO);
  }

  private static BatchRequest decoded(Payloads input) {
    return DefaultDataConverter.STANDARD_INSTANCE.fromPayloads(
        0, Optional.of(input), BatchRequest.class, BatchRequest.class);
  }

  @Test
  void failWorkflowOnIsOfTheListAndNeverOfItsBatches() {
    engine.dataset("b", scan -> scan.fails(0, 10));

    BatchResult result = check(named("a", "b"), CONFIG.withFailWorkflowOn(FailWorkflowOn.FAILED));

    assertThat(statuses(result)).containsExactly(Status.PASSED, Status.FAILED);
    assertThat(closed(result.workflowId()))
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED);
    assertThat(closed(result.workflowId() + "/2"))
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
  }

  @Test
  void progressNamesTheDatasetsUnderWay() throws InterruptedException {
    CountDownLatch scanning = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    engine.dataset(
        "b",
        scan -> {
          scanning.countDown();
          scan.awaits(asked);
        });
    DatasetListHandle list =
        scripted(CONFIG.withExecutionStrategy(ExecutionStrategy.SEQUENTIAL))
            .startCheck(named("a", "b", "c"), RULES);
    scanning.await();

    DatasetListProgress progress = list.progress();

    assertThat(progress.datasets()).isEqualTo(3);
    assertThat(progress.finished()).isEqualTo(new StatusCounts(1, 0, 0, 0, 0));
    assertThat(progress.running())
        .containsExactly(new DatasetListProgress.Running(1, "b", list.id() + "/2"));
    asked.countDown();
    assertThat(list.result().succeeded()).isTrue();
  }

  @Test
  void eachDatasetIsProfiledAndLearned() {
    List<Dataset> datasets = named("a", "b");

    BatchResult profiled = real(CONFIG).startProfile(datasets, ProfileScope.ALL).result();
    BatchResult learned = real(CONFIG).learnBatch(datasets);

    assertThat(profiled.results())
        .allSatisfy(each -> assertThat(each.profile().column("x").values()).isEqualTo(10));
    assertThat(learned.results())
        .allSatisfy(each -> assertThat(each.learn().toRules().rules()).isNotEmpty());
  }
}
