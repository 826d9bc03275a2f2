package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.app.badinput.DevServer;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.plan.CustomChunker;
import io.truthound.temporal.planning.SourceChunker;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a batch that somebody else started, on a real server with a real worker. */
@Timeout(120)
final class BatchControlTest {
  private static final Map<String, CountDownLatch> GATES = new ConcurrentHashMap<>();

  @TempDir static Path folder;
  private static DevServer server;
  private static WorkflowServiceStubs stubs;
  private static WorkflowClient client;
  private static WorkerFactory workers;

  /** Cuts a source in two once its gate is open: until then its batch is being planned. */
  private static final class Gated implements SourceChunker {
    @Override
    public List<RowRange> chunks(
        Source source, List<Column> columns, Map<String, String> parameters) throws IOException {
      try {
        if (!gate(parameters.get("gate")).await(60, TimeUnit.SECONDS)) {
          throw new IOException("the gate stayed closed");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
      return List.of(new RowRange(0, 1), new RowRange(1, source.rows() - 1));
    }
  }

  @BeforeAll
  static void start() throws IOException {
    Files.writeString(folder.resolve("people.csv"), "name,age\nAnn,1\nBob,\nCy,3\n");
    server = DevServer.start();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(server.address()).build());
    TruthoundPlugin plugin =
        TruthoundPlugin.newBuilder()
            .addStore(folder.resolve("store").toUri().toString())
            .addChunker("gated", new Gated())
            .build();
    client =
        WorkflowClient.newInstance(
            stubs, WorkflowClientOptions.newBuilder().setPlugins(plugin).build());
    workers = WorkerFactory.newInstance(client);
    workers.newWorker(WireNames.TASK_QUEUE);
    workers.start();
  }

  @AfterAll
  static void stop() {
    if (workers != null) {
      workers.shutdownNow();
      workers.awaitTermination(10, TimeUnit.SECONDS);
    }
    if (stubs != null) {
      stubs.shutdownNow();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void pausesScalesResumesAndReportsABatchUnderWay() {
    BatchHandle batch = paused("paused");

    assertThat(says(0, "status", "paused"))
        .startsWith("Paused  people\n\nSlices    0 of 1, 0 in flight\nRows      0 of 3\n")
        .contains("Chunks    0 of 2: none\n")
        .contains("Workflow  paused at " + server.address());
    assertThat(says(0, "status", "paused", "--format", "json"))
        .contains("\"operation\": \"check\"", "\"state\": \"running\"", "\"closed\": null")
        .contains("\"phase\": \"checking\"", "\"paused\": true", "\"total_chunks\": 2");
    assertThat(warns(2, "report", "paused"))
        .isEqualTo(
            "truthound report: Batch paused is not over: truthound status paused --address "
                + server.address()
                + " says how far it is\n");
    assertThat(warns(0, "scale", "paused", "--max-workers", "7"))
        .isEqualTo("paused has at most 7 in flight from now on\n");
    assertThat(warns(0, "resume", "paused")).isEqualTo("paused goes on\n");
    assertThat(batch.result().failedChunks()).isEqualTo(1);

    assertThat(batch.progress().maxWorkers()).isEqualTo(7);
    assertThat(says(0, "status", "paused"))
        .startsWith(
            "✗ FAILED  people\n\nRows      3\nChunks    2: 1 passed, 1 failed\nEnded     completed\n");
    assertThat(says(1, "report", "paused"))
        .startsWith("✗ FAILED  people\n\nRows    3 in 1 file, 25 bytes\n")
        .contains("1 of 3 rows failed", "row 1  null");
    assertThat(warns(2, "pause", "paused"))
        .isEqualTo(
            "truthound pause: Batch paused is over (completed): truthound report paused --address "
                + server.address()
                + " shows it\n");
  }

  @Test
  void cancelsABatchAndReportsWhatItKnew() {
    BatchHandle batch = paused("cancelled");

    assertThat(warns(0, "cancel", batch.id()))
        .isEqualTo(
            "Cancelled cancelled: 0 of 1 slices were done, 0 of 3 rows\n"
                + "Report: truthound report cancelled --address "
                + server.address()
                + "\n");

    assertThat(says(0, "status", "cancelled"))
        .startsWith("Cancelled  people\n\nSlices    0 of 1\nRows      0 of 3\n");
    assertThat(says(3, "report", "cancelled"))
        .startsWith("✗ ERROR  people\n")
        .contains("Chunks  2: 2 skipped\n", "Ended   cancelled: The batch was cancelled\n");
    assertThat(warns(3, "report", "cancelled", "--store", folder.resolve("other").toString()))
        .contains("Batch cancelled was cancelled", "It left no report in store file:///");
  }

  @Test
  void reportsWhatTheCommandItselfPrinted() {
    CommandLineWorld check = new CommandLineWorld(folder.resolve("store"));

    int status =
        check.run(
            "check",
            folder.resolve("people.csv").toString(),
            "--rule",
            "{\"type\":\"not_null\",\"column\":\"age\"}",
            "--workflow-id",
            "plain",
            "--address",
            server.address());

    assertThat(says(status, "report", "plain")).isEqualTo(check.out());
    assertThat(status).isEqualTo(1);
  }

  @Test
  void reportsALearnInItsOwnForms() {
    BatchHandle batch =
        executor("learned").build().startLearn(Dataset.of(folder.resolve("people.csv").toString()));
    assertThat(batch.learnResult().succeeded()).isTrue();

    assertThat(says(0, "report", "learned", "--format", "rules"))
        .contains("{\"type\":\"dtype\",\"column\":\"age\",\"dtype\":\"int64\"}");
    assertThat(warns(2, "report", batch("unruly").id(), "--format", "rules"))
        .isEqualTo(
            "truthound report: Invalid --format: \"rules\" (allowed: text, json, markdown, html,"
                + " junit)\n");
  }

  @Test
  void reportsABatchInSeveralFormsAtOnce() throws IOException {
    String id = batch("formed").id();
    Path page = folder.resolve("formed.html");
    Path tests = folder.resolve("formed.xml");

    String markdown =
        says(
            1,
            "report",
            id,
            "--format",
            "markdown",
            "--format",
            "html=" + page,
            "--format",
            "junit=" + tests);

    assertThat(markdown)
        .startsWith("## ✗ FAILED: `people`\n")
        .contains("| ✗ FAILED | `not_null` | `age` | error | 1 of 3 rows failed (33.3 %) |")
        .endsWith("\n");
    assertThat(Files.readString(page)).contains("<h1", "people</h1>", "</html>");
    assertThat(Files.readString(tests)).contains("failures=\"1\"", "</testsuites>");
  }

  @Test
  void saysWhyABatchWasRefusedOrTerminated() {
    BatchHandle refused =
        executor("refused").build().startCheck(people(), RuleSet.of(new NotNull("agee")));
    Eventually.so(() -> refused.describe().over());
    BatchHandle terminated = paused("terminated");
    client.newUntypedWorkflowStub("terminated").terminate("for the test");

    assertThat(says(0, "status", "refused"))
        .startsWith("Failed  people\n\nClosed    ")
        .contains("unknown column \"agee\"");
    assertThat(warns(2, "report", "refused"))
        .startsWith("truthound report: ")
        .contains("unknown column \"agee\"");
    assertThat(says(0, "status", terminated.id()))
        .startsWith("Terminated  people\n\nClosed    ")
        .contains("Failed    Batch terminated was terminated: ");
    assertThat(warns(3, "report", terminated.id()))
        .startsWith("truthound report: Batch terminated was terminated: ");
  }

  @Test
  void watchesUntilTheUserLeavesAndLeavesTheBatchAlone() {
    BatchHandle batch = paused("watched");
    CommandLineWorld world = new CommandLineWorld(folder.resolve("store"));
    world.interruption.request();

    int status = world.run("status", "watched", "--watch", "--address", server.address());

    assertThat(status).isEqualTo(130);
    assertThat(world.err()).isEqualTo("Paused: 0 %, 0 of 1 slice, 0 in flight\n");
    assertThat(world.out()).isEmpty();
    batch.resume();
    assertThat(says(0, "status", "watched", "--watch")).startsWith("✗ FAILED  people\n");
  }

  @Test
  void saysWhatTheServerKnowsWhereNobodyWorks() {
    executor("alone").setTaskQueue("deserted").build().startCheck(people(), rules());

    assertThat(says(0, "status", "alone"))
        .startsWith("Running  people\n\nBegun     ")
        .contains(
            "No answer Nobody polls task queue deserted: start a worker (truthound worker)\n");
    assertThat(warns(2, "pause", "alone"))
        .isEqualTo(
            "truthound pause: Nobody polls task queue deserted, so no worker can hear it: start one"
                + " (truthound worker), then try again\n");
    assertThat(warns(0, "cancel", "alone", "--no-wait")).startsWith("Asked alone to stop; ");
  }

  @Test
  void refusesWhatIsNoBatch() {
    client
        .newUntypedWorkflowStub(
            "somethingElse",
            WorkflowOptions.newBuilder().setTaskQueue("deserted").setWorkflowId("other").build())
        .start();

    assertThat(warns(2, "status", "nowhere"))
        .isEqualTo(
            "truthound status: There is no workflow \"nowhere\" at "
                + server.address()
                + ", namespace default\n");
    assertThat(warns(2, "pause", "other"))
        .isEqualTo("truthound pause: Workflow other is no Truthound batch but a somethingElse\n");
  }

  /** Starts a batch that is paused before its first slice, with its plan made. */
  private static BatchHandle paused(String id) {
    BatchHandle batch =
        executor(id)
            .setChunker(CustomChunker.of("gated", Map.of("gate", id)))
            .build()
            .startCheck(people(), rules());
    assertThat(warns(0, "pause", id)).startsWith("Paused " + id + ": ");
    gate(id).countDown();
    Eventually.so(() -> batch.progress().slices() == 1);
    return batch;
  }

  private static BatchHandle batch(String id) {
    BatchHandle batch = executor(id).build().startCheck(people(), rules());
    assertThat(batch.result().totalChunks()).isEqualTo(1);
    return batch;
  }

  private static BatchExecutor.Builder executor(String id) {
    return BatchExecutor.newBuilder(client).setConfig(BatchConfig.DEFAULT).setWorkflowId(id);
  }

  private static Dataset people() {
    return Dataset.of(folder.resolve("people.csv").toString()).named("people");
  }

  private static RuleSet rules() {
    return RuleSet.of(new NotNull("age"));
  }

  private static CountDownLatch gate(String name) {
    return GATES.computeIfAbsent(name, gate -> new CountDownLatch(1));
  }

  private static String says(int status, String... arguments) {
    CommandLineWorld world = run(status, arguments);
    return world.out();
  }

  private static String warns(int status, String... arguments) {
    CommandLineWorld world = run(status, arguments);
    assertThat(world.out()).isEmpty();
    return world.err();
  }

  private static CommandLineWorld run(int status, String... arguments) {
    CommandLineWorld world = new CommandLineWorld(folder.resolve("store"));
    int found = world.run(List.of(arguments), "--address", server.address());
    assertThat(found).as(world.out() + world.err()).isEqualTo(status);
    return world;
  }
}
