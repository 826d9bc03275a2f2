package io.truthound.temporal.behaviour;

import io.temporal.common.WorkflowExecutionHistory;
import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.World;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.BatchOperationException;
import io.truthound.temporal.client.DatasetListHandle;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.ExecutionStrategy;
import io.truthound.temporal.config.RetryPolicy;
import io.truthound.temporal.contract.ProfileScope;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.planning.SliceTarget;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.Max;
import io.truthound.temporal.rule.Mean;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.Unique;
import io.truthound.temporal.workflow.BatchWorkflowImpl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs batches on the real server with the built-in engine, and writes down their histories. */
final class RecordedHistories {
  /** Every recorded shape; each is a file of this name. */
  static final List<String> NAMES =
      List.of(
          "happy",
          "failed",
          "fail-fast",
          "slices-cancelled",
          "error",
          "not-recorded",
          "retried",
          "timed-out",
          "cancelled",
          "measured",
          "keys",
          "keys-first",
          "keys-in-vain",
          "profiled",
          "plan-only",
          "refused",
          "wide",
          "wide-fail-fast",
          "learned",
          "first-automatic",
          "next-automatic",
          "list",
          "list-fail-fast",
          "list-cancelled",
          "continued",
          "continued-last",
          "controlled",
          "circuit-broken",
          "engine-awaited",
          "suspected",
          "on-host",
          "host-lost");

  /** After how many activities the workflows of these shapes continued as new runs. */
  static int activitiesInOneRun(String name) {
    return name.startsWith("continued") ? 3 : BatchWorkflowImpl.ACTIVITIES_IN_ONE_RUN;
  }

  /** How long these waited for a machine that was lost. */
  static Duration hostPatience(String name) {
    return name.equals("host-lost") ? Duration.ofSeconds(2) : BatchWorkflowImpl.HOST_PATIENCE;
  }

  private static final RuleSet RULES = RuleSet.of(new NotNull("x"), new InRange("x", 0, null));
  private static final BatchConfig CONFIG =
      BatchConfig.DEFAULT
          .withBatchSize(7)
          .withExecutionStrategy(ExecutionStrategy.PARALLEL)
          .withMaxWorkers(3)
          .withRetryPolicy(new RetryPolicy(Duration.ofMillis(10), 1, Duration.ofMillis(10), 2));

  private static final String HOST = "recorded";

  private final Path data;
  private final Path target;

  RecordedHistories(Path data, Path target) {
    this.data = data;
    this.target = target;
  }

  void record() throws IOException {
    Files.createDirectories(target);
    Dataset good = table("good", "i");
    Dataset broken = table("broken", "CASE WHEN i % 10 = 3 AND i > 10 THEN -i ELSE i END");
    run("happy", plugin -> {}, CONFIG, good);
    run("failed", plugin -> {}, CONFIG, broken);
    failFast(broken);
    slicesCancelled(good);
    failing("error", 2, good);
    failing("not-recorded", 4, good);
    failing("retried", 1, good);
    timedOut(good);
    cancelled(good);
    measured(good);
    Dataset one = Dataset.parquet(data.resolve("good/part-0.parquet").toString()).named("good");
    keys("keys", 1, one, new Unique("x"), new Unique("x"), new NotNull("x"));
    keys("keys-first", null, one, new Unique("x"), new Unique("x"));
    keys("keys-in-vain", 0, one, new Unique("x"));
    profiled(good);
    try (World world = world("plan-only", plugin -> {})) {
      write("plan-only", world, executor(world, CONFIG).plan(good, RULES).workflowId());
    }
    run("refused", plugin -> {}, CONFIG.withExtra(Map.of("unknown", "1")), good);
    wide("wide", CONFIG, good);
    wide("wide-fail-fast", CONFIG.withFailFast(true), broken);
    Dataset ids = column("ids", "i");
    learned(ids);
    automatic("first-automatic", 1, column("parity", "i % 2"));
    automatic("next-automatic", 2, ids);
    Dataset missing = Dataset.parquet(data.resolve("none.parquet").toString()).named("missing");
    list("list", CONFIG.withTimeout(Duration.ofHours(1)), List.of(good, missing, broken));
    list("list-fail-fast", CONFIG.withFailFast(true), List.of(good, broken, ids, good));
    listCancelled(good);
    continued(good);
    controlled(good);
    circuitBroken(good);
    engineAwaited(good);
    suspected(good);
    run("on-host", plugin -> {}, CONFIG, good);
    hostLost();
  }

  /** The server in memory cannot say who polls, and a real one remembers pollers for minutes. */
  private void hostLost() throws IOException {
    Path folder = create(data.resolve("host-lost"));
    Consumer<TruthoundPlugin.Builder> settings =
        plugin ->
            plugin
                .setHost(HOST)
                .setHostPatience(hostPatience("host-lost"))
                .setSliceTarget(new SliceTarget(1, 1, 1));
    try (World world = World.at(folder, settings)) {
      world.leave(WireNames.hostQueue(world.taskQueue(), HOST));
      Dataset many = Tables.files(folder.resolve("data"), 7, 7).named("many");
      BatchHandle batch =
          executor(world, CONFIG.withExecutionStrategy(ExecutionStrategy.SEQUENTIAL))
              .startCheck(many, RULES);
      try {
        batch.result();
      } catch (BatchOperationException lost) {
        write("host-lost", world, batch.id());
      }
    }
  }

  private void continued(Dataset dataset) throws IOException {
    int few = activitiesInOneRun("continued");
    try (World world = world("continued", plugin -> plugin.setActivitiesInOneRun(few))) {
      BatchHandle batch = executor(world, CONFIG).startCheck(dataset, RULES);
      batch.result();
      write("continued", world.client().fetchHistory(batch.id(), batch.runId()));
      write("continued-last", world, batch.id());
    }
  }

  /** Paused, slowed and resumed while its first slice is scanned. */
  private void controlled(Dataset dataset) throws IOException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch late = new CountDownLatch(1);
    ScriptedEngine engine =
        new ScriptedEngine()
            .slice(
                0,
                scan -> {
                  begun.countDown();
                  scan.awaits(late);
                });
    scripted(
        "controlled",
        engine,
        CONFIG.withMaxWorkers(1),
        dataset,
        batch -> {
          Behaviour.await(begun);
          batch.pause();
          batch.setMaxWorkers(2);
          late.countDown();
          batch.resume();
        });
  }

  private void circuitBroken(Dataset dataset) throws IOException {
    ScriptedEngine engine =
        new ScriptedEngine()
            .slices(
                0,
                3,
                scan -> {
                  throw new IOException("no route to the store");
                });
    scripted("circuit-broken", engine, CONFIG, dataset, batch -> {});
  }

  private void engineAwaited(Dataset dataset) throws IOException {
    ScriptedEngine engine = new ScriptedEngine();
    ScriptedEngine.Held held = engine.holds(0);
    scripted(
        "engine-awaited",
        engine,
        CONFIG.withMaxWorkers(1),
        dataset,
        batch -> {
          held.awaitBegun();
          engine.becomes("scripted/2");
          held.release();
          Behaviour.waitUntil(() -> batch.progress().running() == 0);
          engine.becomes("scripted/1");
        });
  }

  private void suspected(Dataset dataset) throws IOException {
    ScriptedEngine engine = new ScriptedEngine().slice(1, ScriptedEngine.Scan::hangs);
    scripted(
        "suspected",
        engine,
        CONFIG
            .withChunkTimeout(Duration.ofSeconds(1))
            .withRetryPolicy(new RetryPolicy(Duration.ofMillis(10), 1, Duration.ofMillis(10), 5)),
        dataset,
        batch -> {});
  }

  private void scripted(
      String name,
      ScriptedEngine engine,
      BatchConfig config,
      Dataset dataset,
      Consumer<BatchHandle> meanwhile)
      throws IOException {
    try (World world = world(name, plugin -> plugin.addEngine(ScriptedEngine.NAME, engine))) {
      BatchHandle batch =
          world
              .executor()
              .setEngine(ScriptedEngine.NAME)
              .setConfig(config)
              .build()
              .startCheck(dataset, RULES);
      meanwhile.accept(batch);
      try {
        batch.result();
      } catch (BatchOperationException failed) {
        // What is recorded is the history, whatever it came to.
      }
      write(name, world, batch.id());
    }
  }

  /** One after another where it fails fast, so that what is started is known. */
  private void list(String name, BatchConfig config, List<Dataset> datasets) throws IOException {
    BatchConfig known =
        config.failFast() ? config.withExecutionStrategy(ExecutionStrategy.SEQUENTIAL) : config;
    try (World world = world(name, plugin -> {})) {
      DatasetListHandle list = executor(world, known).startCheck(datasets, RULES);
      list.result();
      write(name, world, list.id());
    }
  }

  private Dataset column(String name, String column) {
    Tables.table(
        create(data.resolve(name)).resolve(name + ".parquet"),
        "SELECT " + column + " AS x FROM range(5000) t(i)");
    return Dataset.parquet(data.resolve(name).toString()).named(name);
  }

  /** More values than a sketch tells apart, so that they are counted. */
  private void learned(Dataset dataset) throws IOException {
    try (World world = world("learned", plugin -> {})) {
      BatchHandle batch = executor(world, CONFIG).startLearn(dataset);
      batch.learnResult();
      write("learned", world, batch.id());
    }
  }

  /** Records the last of so many checks: the first has a child learn, the next finds that. */
  private void automatic(String name, int checks, Dataset dataset) throws IOException {
    try (World world = world(name, plugin -> {})) {
      BatchExecutor executor = executor(world, CONFIG);
      for (int check = 1; check < checks; check++) {
        executor.checkBatch(dataset, RuleSet.auto());
      }
      BatchHandle batch = executor.startCheck(dataset, RuleSet.auto());
      batch.result();
      write(name, world, batch.id());
    }
  }

  /** So many rules that history holds no tallies. */
  private void wide(String name, BatchConfig config, Dataset dataset) throws IOException {
    List<Rule> rules = new ArrayList<>(RULES.rules());
    for (int rule = 0; rule < 700; rule++) {
      rules.add(new InRange("x", -1_000, null));
    }
    try (World world = world(name, plugin -> {})) {
      BatchHandle batch = executor(world, config).startCheck(dataset, new RuleSet(rules));
      batch.result();
      write(name, world, batch.id());
    }
  }

  private Dataset table(String name, String column) {
    Path folder = data.resolve(name);
    for (int file = 0; file < 3; file++) {
      Tables.table(
          create(folder).resolve("part-%d.parquet".formatted(file)),
          "SELECT %s AS x FROM range(%d, %d) t(i)".formatted(column, file * 10, file * 10 + 10));
    }
    return Dataset.parquet(folder.toString()).named(name);
  }

  private static Path create(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(
      String name, Consumer<TruthoundPlugin.Builder> settings, BatchConfig config, Dataset dataset)
      throws IOException {
    try (World world = world(name, settings)) {
      BatchHandle batch = executor(world, config).startCheck(dataset, RULES);
      try {
        batch.result();
      } catch (BatchOperationException failed) {
        // What is recorded is the history, whatever it came to.
      }
      write(name, world, batch.id());
    }
  }

  /** Refuses to store a slice's result so many times. */
  private void failing(String name, int times, Dataset dataset) throws IOException {
    HookedStore store = HookedStore.at(data.resolve(name));
    store.refuses("slice-00000001.json", times);
    run(name, plugin -> plugin.addStore(store), CONFIG, dataset);
  }

  /** A slice beyond the broken one is in flight, and does not let go in time. */
  private void failFast(Dataset dataset) throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    HookedStore store = HookedStore.at(data.resolve("fail-fast"));
    store.before("slice-00000002.json", () -> Behaviour.await(over));
    try (World world = world("fail-fast", plugin -> plugin.addStore(store))) {
      BatchHandle batch = executor(world, CONFIG.withFailFast(true)).startCheck(dataset, RULES);
      batch.result();
      over.countDown();
      write("fail-fast", world, batch.id());
    }
  }

  /** A scripted engine, since the built-in one is too fast to be stopped at a known place. */
  private void slicesCancelled(Dataset dataset) throws IOException {
    CountDownLatch beyondRuns = new CountDownLatch(1);
    ScriptedEngine engine =
        new ScriptedEngine()
            .slice(
                1,
                scan -> {
                  scan.awaits(beyondRuns);
                  scan.fails(0, 10);
                })
            .slice(
                2,
                scan -> {
                  beyondRuns.countDown();
                  scan.hangs();
                });
    scripted(
        "slices-cancelled",
        engine,
        CONFIG.withFailFast(true).withBatchSize(10),
        dataset,
        batch -> {});
  }

  private void measured(Dataset dataset) throws IOException {
    try (World world = world("measured", plugin -> {})) {
      RuleSet rules = RuleSet.of(new NotNull("x"), new Mean("x", 0, 100), new Max("x", 0, 9));
      BatchHandle batch = executor(world, CONFIG).startCheck(dataset, rules);
      batch.result();
      write("measured", world, batch.id());
    }
  }

  /** Refuses twice to store what the keys of a rule came to; its index, or null for no rule. */
  private void keys(String name, @Nullable Integer refused, Dataset dataset, Rule... rules)
      throws IOException {
    HookedStore store = HookedStore.at(data.resolve(name));
    store.refuses("keys-0000000%d-0-of-1.json".formatted(refused), (refused == null ? 0 : 2));
    try (World world = world(name, plugin -> plugin.addStore(store))) {
      BatchHandle batch = executor(world, CONFIG).startCheck(dataset, RuleSet.of(rules));
      batch.result();
      write(name, world, batch.id());
    }
  }

  private void profiled(Dataset dataset) throws IOException {
    try (World world = world("profiled", plugin -> {})) {
      BatchHandle batch =
          executor(world, CONFIG).startProfile(dataset, ProfileScope.ALL.withCorrelations(true));
      batch.profileResult();
      write("profiled", world, batch.id());
    }
  }

  private void timedOut(Dataset dataset) throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    HookedStore store = HookedStore.at(data.resolve("timed-out"));
    store.before("slice-00000002.json", () -> Behaviour.await(over));
    try (World world = world("timed-out", plugin -> plugin.addStore(store))) {
      BatchHandle batch =
          executor(world, CONFIG.withTimeout(Duration.ofSeconds(5))).startCheck(dataset, RULES);
      if (batch.result().status() != Status.ERROR) {
        throw new IllegalStateException("Not timed out");
      }
      over.countDown();
      write("timed-out", world, batch.id());
    }
  }

  /** A batch is cancelled with its list, another was not begun. */
  private void listCancelled(Dataset dataset) throws IOException {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    HookedStore store = HookedStore.at(data.resolve("list-cancelled"));
    store.before(
        "slice-00000002.json",
        () -> {
          reached.countDown();
          Behaviour.await(over);
        });
    try (World world = world("list-cancelled", plugin -> plugin.addStore(store))) {
      DatasetListHandle list =
          executor(world, CONFIG.withExecutionStrategy(ExecutionStrategy.SEQUENTIAL))
              .startCheck(List.of(dataset, dataset), RULES);
      Behaviour.await(reached);
      list.cancel();
      try {
        list.result();
      } catch (CancellationException expected) {
        over.countDown();
      }
      write("list-cancelled", world, list.id());
    }
  }

  private void cancelled(Dataset dataset) throws IOException {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    HookedStore store = HookedStore.at(data.resolve("cancelled"));
    store.before(
        "slice-00000002.json",
        () -> {
          reached.countDown();
          Behaviour.await(over);
        });
    try (World world = world("cancelled", plugin -> plugin.addStore(store))) {
      BatchHandle batch = executor(world, CONFIG).startCheck(dataset, RULES);
      Behaviour.await(reached);
      batch.cancel();
      try {
        batch.result();
      } catch (CancellationException expected) {
        over.countDown();
      }
      write("cancelled", world, batch.id());
    }
  }

  private World world(String name, Consumer<TruthoundPlugin.Builder> settings) {
    return World.real(
        create(data.resolve(name)),
        plugin -> {
          plugin
              .setHost(HOST)
              .setSliceTarget(new SliceTarget(1, 1, 1))
              .setSlots(8)
              .setMemoryLimit(1L << 30);
          settings.accept(plugin);
        });
  }

  private static BatchExecutor executor(World world, BatchConfig config) {
    return world.executor().setConfig(config).build();
  }

  private void write(String name, World world, String workflowId) throws IOException {
    write(name, world.client().fetchHistory(workflowId));
  }

  /**
   * Writes a history without the machine's names in it, one event a line. One that was recorded
   * stays as it is: workers of that version may have released it.
   */
  private void write(String name, WorkflowExecutionHistory history) throws IOException {
    if (Files.exists(target.resolve(name + ".json"))) {
      return;
    }
    String json =
        history
            .toJson(false)
            .replaceAll("\\n *", "")
            .replaceAll("\\{\"eventId\"", "\n{\"eventId\"")
            .replaceAll("\"(workerVersion|meteringMetadata|header)\": *\\{ *\\},?", "")
            .replaceAll("(?<!\\\\)\": ", "\":")
            .replaceAll("\"taskId\": *\"[0-9]+\",", "")
            .replaceAll("\"(workerInstanceKey|requestId)\": *\"[^\"]*\",", "")
            .replaceAll("truthound-[0-9a-f]{8}-[0-9a-f-]{27}", WireNames.TASK_QUEUE)
            .replaceAll("(\"identity\": *)\"[^\"]*\"", "$1\"recorded\"")
            .replaceAll("(\"stackTrace\": *)\"(?:[^\"\\\\]++|\\\\.)*+\"", "$1\"\"");
    Files.writeString(target.resolve(name + ".json"), json + "\n");
  }
}
