package io.truthound.temporal.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.BatchHook;
import io.truthound.temporal.client.ChunkRun;
import io.truthound.temporal.client.ChunkingException;
import io.truthound.temporal.client.HookSubscription;
import io.truthound.temporal.client.MetricsBatchHook;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Hooks hear of every chunk once, at its final verdict, in plan order, whenever they come. */
class HooksTest extends Behaviour {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final BatchConfig CONFIG =
      BatchConfig.DEFAULT
          .withBatchSize(10)
          .withExecutionStrategy(ExecutionStrategy.SEQUENTIAL)
          .withRetryPolicy(quickly(3));

  private final RecordingHook hook = new RecordingHook();

  private BatchExecutor telling(BatchConfig config, BatchHook... hooks) {
    return world()
        .executor()
        .setEngine(ScriptedEngine.NAME)
        .setConfig(config)
        .addHooks(hooks)
        .build();
  }

  /** Four chunks, one a slice: PASSED at the second attempt, FAILED, WARNING, ERROR. */
  private Dataset troubled() {
    engine.slice(
        0,
        scan -> {
          if (scan.attempt() == 1) {
            throw new IOException("scripted");
          }
        });
    engine.slice(1, scan -> scan.fails(0, 5));
    engine.slice(2, scan -> scan.fails(1, 1));
    engine.slice(3, ScriptedEngine.Scan::isUnreadable);
    return files(4);
  }

  private static final String[] TROUBLED = {
    "started",
    "planned 4/4",
    "slice 0",
    "slice 0 again, 2",
    "completed 0+1 PASSED",
    "slice 1",
    "failed 1+1 FAILED",
    "slice 2",
    "completed 2+1 WARNING",
    "slice 3",
    "failed 3+1 ERROR",
    "over ERROR"
  };

  @Test
  void hearsAllBeforeTheAnswerIsThere() {
    CheckResult result = telling(CONFIG, hook).checkBatch(troubled(), RULES);

    assertThat(hook.all()).containsExactly(TROUBLED);
    assertThat(result.chunks()).isEqualTo(new StatusCounts(1, 1, 1, 1, 0));
  }

  @Test
  void hearsTheSameOfABatchThatIsOver() throws InterruptedException {
    CheckResult result = check(troubled(), CONFIG);

    HookSubscription late =
        BatchHandle.of(world().client(), result.workflowId()).addHooks(hook, new BatchHook() {});

    assertThat(late.awaitEnd(LONG)).isTrue();
    assertThat(hook.all()).containsExactly(TROUBLED);
  }

  @Test
  void hearsOfAllWorkflowRunsOfABatch() throws InterruptedException {
    world(plugin -> plugin.setActivitiesInOneRun(3));
    Dataset dataset = files(12);
    engine.slice(7, scan -> scan.fails(0, 5));
    RecordingHook late = new RecordingHook();
    BatchConfig config = CONFIG.withBatchSize(7).withExecutionStrategy(ExecutionStrategy.PARALLEL);

    CheckResult result = telling(config, hook).checkBatch(dataset, RULES);
    HookSubscription subscription =
        BatchHandle.of(world().client(), result.workflowId()).addHooks(late);

    assertThat(subscription.awaitEnd(LONG)).isTrue();
    assertThat(hook.of("failed")).containsExactly("failed 14+1 FAILED");
    assertThat(chunks(hook)).isEqualTo(result.chunks());
    assertThat(late.all()).isEqualTo(hook.all());
  }

  @Test
  void hearsWhichChunksWereNotReached() {
    engine.slice(1, scan -> scan.fails(0, 5));
    BatchConfig config = CONFIG.withFailFast(true);

    CheckResult unused = telling(config, hook).checkBatch(files(4), RULES);

    assertThat(hook.withoutSlices())
        .containsExactly(
            "started",
            "planned 4/4",
            "completed 0+1 PASSED",
            "failed 1+1 FAILED",
            "completed 2+2 SKIPPED",
            "over FAILED");
  }

  @Test
  void hearsThatABatchWasCancelled() {
    ScriptedEngine.Held held = engine.holds(1);
    BatchHandle batch = telling(CONFIG, hook).startCheck(files(3), RULES);
    held.awaitBegun();

    batch.cancel();
    waitUntil(() -> batch.describe().over());
    held.release();

    assertThatThrownBy(batch::result).isInstanceOf(CancellationException.class);
    assertThat(hook.withoutSlices())
        .containsExactly(
            "started", "planned 3/3", "completed 0+1 PASSED", "completed 1+2 SKIPPED", "cancelled");
  }

  @Test
  void hearsThatPlanningWasRefused() {
    RuleSet rules = RuleSet.of(new InRange("missing", 0, null));

    assertThatThrownBy(() -> telling(CONFIG, hook).checkBatch(files(1), rules))
        .isInstanceOf(ChunkingException.class);

    assertThat(hook.all()).containsExactly("started", "refused ChunkingException");
  }

  @Test
  void hearsOfADatasetWithoutRows() {
    CheckResult unused =
        telling(CONFIG, hook)
            .checkBatch(
                Tables.table(folder.resolve("none.parquet"), "SELECT 1 AS x LIMIT 0"), RULES);

    assertThat(hook.all()).containsExactly("started", "planned 0/0", "over PASSED");
  }

  @Test
  void oneThatThrowsHarmsNobody() {
    BatchHook broken =
        new BatchHook() {
          @Override
          public void batchStarted(BatchHandle batch) {
            throw new IllegalStateException("scripted");
          }

          @Override
          public void chunksFailed(BatchHandle batch, ChunkRun chunks) {
            throw new IllegalStateException("scripted");
          }
        };

    CheckResult result = telling(CONFIG, broken, hook).checkBatch(troubled(), RULES);

    assertThat(hook.all()).containsExactly(TROUBLED);
    assertThat(result.status()).isEqualTo(Status.ERROR);
  }

  @Test
  void hearsTheSameOfSoManyRulesThatActivitiesMerge() {
    Dataset dataset =
        Tables.groups(
            folder.resolve("wide.parquet"),
            "SELECT CASE WHEN i BETWEEN 3000 AND 3100 THEN -i ELSE i END AS x FROM range(9000) t(i)");
    List<Rule> many = new ArrayList<>(RuleSet.of(new InRange("x", 0, null)).rules());
    for (int rule = 0; rule < 700; rule++) {
      many.add(new InRange("x", -10_000, 10_000 + rule));
    }
    BatchConfig config = CONFIG.withBatchSize(700);
    RecordingHook wide = new RecordingHook();

    CheckResult narrow =
        world()
            .executor()
            .setConfig(config)
            .addHooks(hook)
            .build()
            .checkBatch(dataset, new RuleSet(many.subList(0, 1)));
    CheckResult result =
        world()
            .executor()
            .setConfig(config)
            .addHooks(wide)
            .build()
            .checkBatch(dataset, new RuleSet(many));

    assertThat(verdicts(wide)).isEqualTo(verdicts(hook)).contains(Status.FAILED);
    assertThat(chunks(wide)).isEqualTo(result.chunks()).isEqualTo(narrow.chunks());
  }

  @Test
  void hearsTheOrderOfMoreVerdictsThanHistoryHolds() {
    Dataset dataset =
        Tables.group(
            folder.resolve("many.parquet"),
            "SELECT CASE WHEN i % 2 = 0 THEN i ELSE -i END AS x FROM range(2500) t(i)");

    CheckResult unused =
        world()
            .executor()
            .setConfig(CONFIG.withBatchSize(1))
            .addHooks(hook)
            .build()
            .checkBatch(dataset, RuleSet.of(new InRange("x", 0, null)));

    List<Status> expected = new ArrayList<>();
    for (int row = 0; row < 2_500; row++) {
      expected.add(row % 2 == 0 ? Status.PASSED : Status.FAILED);
    }
    assertThat(verdicts(hook)).isEqualTo(expected);
  }

  @Test
  void hearsOfTheBatchOfEachDataset() {
    Dataset good = Tables.files(folder.resolve("good"), 1, 10).named("good");
    Dataset bad = Tables.files(folder.resolve("bad"), 1, 10).named("bad");
    engine.dataset("bad", scan -> scan.fails(0, 5));

    var unused = telling(CONFIG, hook).checkBatch(List.of(good, bad), RULES);

    assertThat(hook.all())
        .containsExactlyInAnyOrder(
            "started",
            "planned 1/1",
            "slice 0",
            "completed 0+1 PASSED",
            "over PASSED",
            "started",
            "planned 1/1",
            "slice 0",
            "failed 0+1 FAILED",
            "over FAILED");
  }

  @Test
  void countsChunksAndWhatTheyTake() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    MetricsBatchHook metrics = new MetricsBatchHook(registry);
    BatchConfig config = CONFIG.withFailFast(true);
    engine.slice(
        1,
        scan -> {
          if (scan.attempt() == 1) {
            throw new IOException("scripted");
          }
          scan.fails(0, 5);
        });

    CheckResult unused = telling(config, metrics, hook).checkBatch(files(4), RULES);

    Duration took =
        hook.chunks().stream().map(ChunkRun::duration).reduce(Duration.ZERO, Duration::plus);
    assertThat(metrics.chunksProcessed()).isEqualTo(2);
    assertThat(metrics.chunksFailed()).isEqualTo(1);
    assertThat(metrics.averageChunkDuration()).isEqualTo(took.dividedBy(2));
    assertThat(metrics.averageChunkDurationMs()).isEqualTo(took.dividedBy(2).toNanos() / 1e6);
    assertThat(registry.get("truthound.client.chunks").tag("status", "skipped").counter().count())
        .isEqualTo(2);
    assertThat(registry.get("truthound.client.chunks").tag("status", "failed").counter().count())
        .isEqualTo(1);
    assertThat(registry.get("truthound.client.chunk.time").counter().count())
        .isCloseTo(took.toNanos() / 1e9, within(1e-9));
    assertThat(registry.get("truthound.client.slices.retried").counter().count()).isEqualTo(1);
    assertThat(registry.get("truthound.client.batches").tag("outcome", "failed").counter().count())
        .isEqualTo(1);
  }

  private static StatusCounts chunks(RecordingHook hook) {
    StatusCounts counts = StatusCounts.NONE;
    long next = 0;
    for (ChunkRun run : hook.chunks()) {
      assertThat(run.first()).isEqualTo(next);
      next += run.chunks();
      counts = counts.plus(run.status(), run.chunks());
    }
    return counts;
  }

  private static List<Status> verdicts(RecordingHook hook) {
    List<Status> verdicts = new ArrayList<>();
    hook.chunks()
        .forEach(
            run -> {
              for (long chunk = 0; chunk < run.chunks(); chunk++) {
                verdicts.add(run.status());
              }
            });
    return verdicts;
  }
}
