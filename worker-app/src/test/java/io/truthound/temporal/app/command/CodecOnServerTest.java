package io.truthound.temporal.app.command;

import static io.truthound.temporal.app.command.ServerRecords.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.workflowservice.v1.DescribeScheduleRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.worker.WorkerFactory;
import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.app.badinput.DevServer;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.codec.AesGcmCodec;
import io.truthound.temporal.codec.CodecKeys;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real server with the codec on: everything of the data and of its rules has {@code marked} in
 * its name, and nothing that the server keeps has that word.
 */
@Timeout(180)
final class CodecOnServerTest {
  private static final String A = "a: " + "QUFB".repeat(10) + "QUE=\n";
  private static final String B = "b: " + "QkJC".repeat(10) + "QkI=\n";
  private static final String RULE =
      "{\"type\":\"regex\",\"column\":\"markedcolumn\",\"pattern\":\"^markedpattern\"}";

  @TempDir static Path folder;
  private static DevServer server;
  private static ServerRecords records;
  private static Running worker;

  /** A command that runs until it is stopped. */
  private record Running(CommandLineWorld world, CompletableFuture<Integer> status) {
    static Running of(String keys, String... arguments) {
      CommandLineWorld world =
          new CommandLineWorld(folder.resolve("store")).with(CodecKeySource.FILE, keys);
      return new Running(world, CompletableFuture.supplyAsync(() -> world.run(arguments)));
    }

    void stop() {
      world.interruption.request();
      assertThat(status.join()).as(world.err()).isZero();
    }
  }

  @BeforeAll
  static void start() throws IOException {
    server = DevServer.start();
    records = ServerRecords.of(server.address());
    Path data = Files.createDirectories(folder.resolve("markedfolder"));
    Files.writeString(data.resolve("one.csv"), "markedcolumn\nmarkedvalue\nmarkedpattern\n");
    Files.writeString(data.resolve("two.csv"), "markedcolumn\nmarkedpattern\n");
    worker = Running.of(keys("first", A), "worker", "--address", server.address());
  }

  @AfterAll
  static void stop() {
    if (worker != null) {
      worker.stop();
      records.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private static String keys(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"))
        .toString();
  }

  private static String data(String name) {
    return folder.resolve("markedfolder").resolve(name).toString();
  }

  private static CommandLineWorld run(int status, String keys, String... arguments) {
    CommandLineWorld world = new CommandLineWorld(folder.resolve("store"));
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--address", server.address()));
    if (!keys.isEmpty()) {
      all.addAll(List.of("--codec-keys", keys));
    }
    assertThat(world.run(all)).as(world.out() + world.err()).isEqualTo(status);
    return world;
  }

  private static CommandLineWorld check(int status, String keys, String id, String... more) {
    List<String> all = new ArrayList<>(List.of("check", "--workflow-id", id, "--rule", RULE));
    all.addAll(List.of(more));
    return run(status, keys, all.toArray(String[]::new));
  }

  private static List<Payload> payloads(Object value) {
    List<Payload> found = new ArrayList<>();
    if (value instanceof Payload payload) {
      found.add(payload);
    } else if (value instanceof Message message) {
      message.getAllFields().values().forEach(field -> found.addAll(payloads(field)));
    } else if (value instanceof List<?> list) {
      list.forEach(each -> found.addAll(payloads(each)));
    }
    return found;
  }

  private static List<String> keyIds(String id) {
    return payloads(records.history(id, "")).stream()
        .map(payload -> payload.getMetadataOrThrow("encryption-key-id").toStringUtf8())
        .distinct()
        .toList();
  }

  /** Decodes as the UI does: at the address that the codec server says it has. */
  private static String decoded(String keys, List<Payload> payloads) throws Exception {
    Running decoder = Running.of(keys, "codec-server", "--port", "0");
    Eventually.so(() -> decoder.world.err().contains("; Ctrl-C stops") || decoder.status.isDone());
    String address = decoder.world.err().replaceAll("(?s).*Decoding at (http://[^;]+);.*", "$1");
    String body = JsonFormat.printer().print(Payloads.newBuilder().addAllPayloads(payloads));
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(address + "/decode"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    decoder.stop();
    Payloads.Builder decoded = Payloads.newBuilder();
    JsonFormat.parser().merge(response.body(), decoded);
    return text(decoded.build());
  }

  @Test
  void theServerKeepsNothingThatCanBeReadAndTheCodecServerGivesItBack() throws Exception {
    String keys = keys("read", A);
    CommandLineWorld checked = check(1, keys, "hidden", data("one.csv"), "--name", "markeddataset");

    Message history = records.history("hidden", "");
    Message details = records.answer("hidden", "__temporal_workflow_metadata");

    assertThat(checked.out()).contains("markeddataset", "markedcolumn", "markedvalue");
    assertThat(text(history)).contains("truthoundBatch").doesNotContain("marked");
    assertThat(text(records.description("hidden"))).doesNotContain("marked");
    assertThat(text(details)).doesNotContain("marked");
    assertThat(payloads(history)).hasSizeGreaterThan(5);
    assertThat(keyIds("hidden")).containsExactly("a");
    assertThat(decoded(keys, payloads(history)))
        .contains("markeddataset", "markedcolumn", "markedpattern", "markedfolder")
        .doesNotContain("markedvalue");
    assertThat(decoded(keys, payloads(records.description("hidden")))).contains("markeddataset");
    assertThat(decoded(keys, payloads(details))).contains("markedcolumn");
  }

  @Test
  void messagesOfFailuresAreHiddenToo() throws Exception {
    String rule = "{\"type\":\"not_null\",\"column\":\"markedmissing\"}";

    CommandLineWorld refused =
        check(2, keys("failing", A), "refused", data("one.csv"), "--rule", rule);

    assertThat(refused.err()).contains("markedmissing", "markedcolumn");
    assertThat(text(records.history("refused", "")))
        .contains("truthound.", "Encoded failure")
        .doesNotContain("marked");
  }

  @Test
  void listsOfDatasetsAreReadAndHidden() throws Exception {
    String keys = keys("list", A);

    check(1, keys, "list", data("one.csv"), data("two.csv"), "--each");

    assertThat(run(1, keys, "report", "list").out()).contains("one.csv", "two.csv");
    for (String id : List.of("list", "list/1", "list/2")) {
      assertThat(text(records.history(id, "")) + text(records.description(id)))
          .doesNotContain("marked");
    }
  }

  @Test
  void schedulesAreHiddenAndStartBatches() throws Exception {
    String keys = keys("scheduled", A);
    run(0, keys, "schedule", "create", "nightly", data("one.csv"), "--rule", RULE, "--every", "6h");

    run(0, keys, "schedule", "trigger", "nightly");
    Eventually.so(
        () -> run(0, keys, "schedule", "describe", "nightly").out().contains("  FAILED\n"));

    assertThat(run(0, keys, "schedule", "describe", "nightly").out()).contains("markedfolder");
    assertThat(
            text(
                records
                    .stubs()
                    .blockingStub()
                    .describeSchedule(
                        DescribeScheduleRequest.newBuilder()
                            .setNamespace("default")
                            .setScheduleId("nightly")
                            .build())))
        .contains("truthoundBatch")
        .doesNotContain("marked");
    run(0, keys, "schedule", "delete", "nightly");
  }

  @Test
  void aBatchBegunWithTheOldKeyIsFinishedAndReadWithTheNewOne() throws Exception {
    String[] queue = {"--task-queue", "rotating", "--detach"};
    check(0, keys("old", A), "rotated", data("one.csv"), queue[0], queue[1], queue[2]);
    String keys = keys("new", B + A);
    Running rotated = Running.of(keys, "worker", "--address", server.address(), queue[0], queue[1]);

    run(0, keys, "status", "rotated", "--watch");

    assertThat(run(1, keys, "report", "rotated").out()).contains("markedcolumn");
    assertThat(keyIds("rotated")).containsExactlyInAnyOrder("a", "b");
    rotated.stop();
    assertThat(run(3, keys("late", B), "report", "rotated").err())
        .contains("truthound report: Cannot decrypt a payload: no key a (keys: b)");
    assertThat(run(3, "", "report", "rotated").err())
        .contains(
            "truthound report: Cannot read what Temporal keeps, for it is encrypted: give"
                + " --codec-keys or TRUTHOUND_CODEC_KEYS");
  }

  @Test
  void memosOfLaterRunsAreHiddenToo() {
    AesGcmCodec codec = AesGcmCodec.of(CodecKeys.parse(A));
    WorkflowClient client =
        WorkflowClient.newInstance(
            records.stubs(),
            WorkflowClientOptions.newBuilder()
                .setDataConverter(codec.encrypting(DefaultDataConverter.newDefaultInstance()))
                .setPlugins(
                    TruthoundPlugin.newBuilder()
                        .addStore(folder.resolve("store").toString())
                        .addTaskQueue("continued")
                        .setSliceBytes(1)
                        .setActivitiesInOneRun(2)
                        .build())
                .build());
    WorkerFactory workers = WorkerFactory.newInstance(client);
    workers.newWorker("continued");
    workers.start();
    BatchHandle handle =
        BatchExecutor.newBuilder(client)
            .setTaskQueue("continued")
            .setWorkflowId("continued")
            .build()
            .startCheck(Dataset.of(folder + "/markedfolder"), RuleSet.parse("[" + RULE + "]"));

    Status status = handle.result().status();

    assertThat(status).isEqualTo(Status.FAILED);
    assertThat(text(records.history("continued", handle.runId())))
        .contains("truthoundBatch")
        .doesNotContain("marked");
    assertThat(text(records.history("continued", "")) + text(records.description("continued")))
        .doesNotContain("marked");
    assertThat(text(records.history("continued", "")))
        .as("continued from another run")
        .doesNotStartWith(text(records.history("continued", handle.runId())));
    workers.shutdownNow();
  }

  @Test
  void keysComeFromOnePlace() throws IOException {
    CommandLineWorld both =
        new CommandLineWorld(folder)
            .with(CodecKeySource.FILE, keys("both", A))
            .with(CodecKeySource.KEYS, A);
    CommandLineWorld wrong = new CommandLineWorld(folder).with(CodecKeySource.KEYS, "QUFB");
    CommandLineWorld variable =
        new CommandLineWorld(folder).with(CodecKeySource.KEYS, (B + A).replace("\n", ","));

    assertThat(both.run("status", "x", "--address", server.address())).isEqualTo(2);
    assertThat(both.err())
        .isEqualTo(
            "truthound status: Cannot use both TRUTHOUND_CODEC_KEYS and TRUTHOUND_CODEC_KEY: the"
                + " keys are in a file or in a variable\n");
    assertThat(wrong.run("status", "x", "--address", server.address())).isEqualTo(2);
    assertThat(wrong.err())
        .startsWith("truthound status: Cannot use TRUTHOUND_CODEC_KEY: Invalid key in line 1")
        .doesNotContain("QUFB");
    assertThat(variable.run("status", "none", "--address", server.address())).isEqualTo(2);
    assertThat(variable.err()).contains("none").doesNotContain("TRUTHOUND_CODEC_KEY");
  }
}
