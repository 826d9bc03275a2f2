package io.truthound.temporal.behaviour;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowExecutionMetadata;
import io.truthound.temporal.World;
import io.truthound.temporal.client.BatchDescription;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.ProfileScope;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.rule.ExactDistinctCount;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.Mean;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Unique;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A batch whose history grows goes on in another workflow run, and its answer is the same. */
class ContinuedTest extends RealBehaviour {
  private static final int FILES = 70;
  private static final int FEW = 8;
  private static final int MOST_CARRIED_BYTES = 128 * 1024;
  private static final BatchConfig CONFIG =
      BatchConfig.DEFAULT.withBatchSize(7).withExecutionStrategy(ExecutionStrategy.PARALLEL);

  /** What a batch came to, in how many workflow runs, and what one handed to the next. */
  private record Answer(String reportSha256, int runs, List<Integer> carriedBytes) {}

  private Answer answer(int most, BatchConfig config, Function<BatchExecutor, BatchHandle> start) {
    stopWorker();
    World world = world(plugin -> plugin.setActivitiesInOneRun(most));
    BatchHandle batch = start.apply(world.executor().setConfig(config).build());
    BatchOutcome unused =
        world.client().newUntypedWorkflowStub(batch.id()).getResult(BatchOutcome.class);
    List<HistoryEvent> runs = runs(batch);
    List<Integer> carried =
        runs.subList(0, runs.size() - 1).stream()
            .map(event -> event.getWorkflowExecutionContinuedAsNewEventAttributes().getInput())
            .map(Payloads::getSerializedSize)
            .toList();
    return new Answer(batch.progress().report().sha256(), runs.size(), carried);
  }

  /** Returns the last events of a batch's workflow runs. */
  private List<HistoryEvent> runs(BatchHandle batch) {
    List<HistoryEvent> last = new ArrayList<>();
    String run = batch.runId();
    while (!run.isEmpty()) {
      HistoryEvent event = world().client().fetchHistory(batch.id(), run).getLastEvent();
      last.add(event);
      run =
          event.getEventType() == EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW
              ? event.getWorkflowExecutionContinuedAsNewEventAttributes().getNewExecutionRunId()
              : "";
    }
    return last;
  }

  private void isTheSame(
      int leastRuns, BatchConfig config, Function<BatchExecutor, BatchHandle> start) {
    Answer whole = answer(1_000, config, start);
    Answer continued = answer(FEW, config, start);

    assertThat(whole.runs()).isEqualTo(1);
    assertThat(continued.reportSha256()).isEqualTo(whole.reportSha256());
    assertThat(continued.runs()).isGreaterThanOrEqualTo(leastRuns);
    assertThat(continued.carriedBytes())
        .allSatisfy(bytes -> assertThat(bytes).isBetween(1, MOST_CARRIED_BYTES));
  }

  private static RuleSet rules() {
    return RuleSet.of(
        new InRange("x", 3, 400),
        new Mean("x", 0, 1_000),
        new Unique("x"),
        new ExactDistinctCount("h", 5L, null));
  }

  @Test
  void aCheckThatMeasuresAndCountsKeys() {
    Dataset dataset = files(FILES);
    isTheSame(9, CONFIG, executor -> executor.startCheck(dataset, rules()));
  }

  @Test
  void aCheckThatReadsKeysAlone() {
    Dataset dataset = files(FILES);
    RuleSet rules =
        RuleSet.of(new Unique("x"), new ExactDistinctCount("h", 5L, null), new Unique("h"));
    isTheSame(9, CONFIG, executor -> executor.startCheck(dataset, rules));
  }

  @Test
  void aCheckThatReadsKeysAloneAndCannotReadAll() throws Exception {
    Dataset dataset = files(FILES);
    Damage.firstPage(Tables.file(folder.resolve("data"), FILES / 2), "x", 0);
    RuleSet rules = RuleSet.of(new ExactDistinctCount("h", 5L, null), new Unique("x"));
    isTheSame(9, CONFIG, executor -> executor.startCheck(dataset, rules));
  }

  @Test
  void aCheckOfSoManyRulesThatHistoryHoldsNoTallies() {
    Dataset dataset = files(8);
    List<Rule> many = new ArrayList<>(rules().rules());
    for (int rule = 0; rule < 700; rule++) {
      many.add(new InRange("x", rule % 100, null));
    }
    isTheSame(2, CONFIG, executor -> executor.startCheck(dataset, new RuleSet(many)));
  }

  @Test
  void aProfile() {
    Dataset dataset = files(20);
    isTheSame(3, CONFIG, executor -> executor.startProfile(dataset, ProfileScope.ALL));
  }

  @Test
  void aLearn() {
    Dataset dataset = files(20);
    isTheSame(3, CONFIG, executor -> executor.startLearn(dataset));
  }

  @Test
  void aCheckThatStopsAtItsFirstFailure() {
    Dataset dataset = files(40);
    isTheSame(
        4,
        CONFIG.withAggregationStrategy(AggregationStrategy.FIRST_FAILURE),
        executor -> executor.startCheck(dataset, RuleSet.of(new InRange("x", 0, 300))));
  }

  @Test
  void whatAPersonChangedHoldsInTheNextRunAndSoDoesTheMemo() {
    world(plugin -> plugin.setActivitiesInOneRun(FEW));
    CountDownLatch late = new CountDownLatch(1);
    engine.slice(0, scan -> scan.awaits(late));
    BatchHandle batch = start(files(40), CONFIG.withMaxWorkers(2));

    batch.setMaxWorkers(3);
    batch.pause();
    late.countDown();
    waitUntil(() -> batch.progress().running() == 0);
    int before = runs(batch).size();
    batch.resume();
    CheckResult result = batch.result();

    assertThat(before).isEqualTo(1);
    assertThat(runs(batch)).hasSize(6);
    assertThat(result.passedChunks()).isEqualTo(80);
    assertThat(batch.progress().maxWorkers()).isEqualTo(3);
    WorkflowExecutionMetadata last = world().client().newUntypedWorkflowStub(batch.id()).describe();
    assertThat(last.getMemo(WireNames.DATASET_MEMO, String.class)).isEqualTo("numbers");
    assertThat(last.getMemo(WireNames.OPERATION_MEMO, String.class)).isEqualTo("check");
  }

  @Test
  void theTotalTimeoutBeginsWithTheFirstRun() {
    world(plugin -> plugin.setActivitiesInOneRun(FEW));
    engine.slice(12, ScriptedEngine.Scan::hangs);

    CheckResult result =
        scripted(CONFIG.withTimeout(Duration.ofSeconds(10))).checkBatch(files(40), RULES);

    assertThat(result.ended()).isEqualTo(Ended.TIMED_OUT);
    assertThat(result.passedChunks()).isPositive();
    assertThat(result.duration()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(60));
  }

  @Test
  void aBatchThatIsCancelledInALaterRunKnowsWhatAllRunsFoundOut() {
    world(plugin -> plugin.setActivitiesInOneRun(FEW));
    CountDownLatch there = new CountDownLatch(1);
    engine.slice(
        20,
        scan -> {
          there.countDown();
          scan.hangs();
        });
    BatchHandle batch = start(files(40), CONFIG.withMaxWorkers(1));
    await(there);

    batch.cancel();

    assertThat(catchThrowable(batch::result)).isInstanceOf(CancellationException.class);
    CheckResult known = (CheckResult) batch.partialResult().orElseThrow();
    assertThat(known.ended()).isEqualTo(Ended.CANCELLED);
    assertThat(known.passedChunks()).isEqualTo(40);
    assertThat(known.rules().get(0).tally().evaluated()).isEqualTo(200);
    CheckResult reported = batch.partialResult(world().store().toUri().toString()).orElseThrow();
    assertThat(ArtifactJson.tree(reported.chunks())).isEqualTo(ArtifactJson.tree(known.chunks()));
    BatchDescription described = batch.describe();
    assertThat(described.state()).isEqualTo(BatchDescription.State.CANCELLED);
    assertThat(described.runId()).isEqualTo(batch.runId());
    assertThat(described.operation()).isEqualTo(Operation.CHECK);
    assertThat(described.dataset()).isEqualTo("numbers");
    assertThat(described.begun().truncatedTo(ChronoUnit.MILLIS))
        .isEqualTo(batch.progress().begun());
    assertThat(reported.duration())
        .isEqualTo(Duration.between(described.begun(), described.closed()));
  }
}
