package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truthound.temporal.app.badinput.DevServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code truthound worker --metrics-port} serves while it checks data for a real server. */
@Timeout(120)
class WorkerEndpointOnServerTest {
  private static final Pattern LABELS = Pattern.compile("\\{(.*)} ");
  private static final Pattern NAME = Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)[ {]");

  @TempDir static Path folder;
  private static DevServer server;
  private static RunningWorker worker;

  @BeforeAll
  static void start() throws IOException {
    server = DevServer.start();
    worker = new RunningWorker(server.address(), store());
    worker.awaitReady();
    check("moonpeople.csv", "name,salary\nAnnabel,1\n,2\nCyrus,3\n", 1, "moonwalk");
    check("sunpeople.csv", "name,salary\nDora,4\n", 0, "sunbath");
  }

  @AfterAll
  static void stop() {
    if (worker != null) {
      worker.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private static String store() {
    return folder.resolve("store").toString();
  }

  private static void check(String name, String csv, int status, String id) throws IOException {
    Path data = Files.writeString(folder.resolve(name), csv);
    CommandLineWorld world = new CommandLineWorld(folder.resolve("store"));
    int found =
        world.run(
            List.of(
                "check",
                data.toString(),
                "--rule",
                "{\"type\": \"not_null\", \"column\": \"name\"}"),
            "--address",
            server.address(),
            "--workflow-id",
            id);
    assertThat(found).as(world.err()).isEqualTo(status);
  }

  private static String metrics() {
    return worker.get("/metrics").body();
  }

  @Test
  void countsTheRowsOfTheFilesAndTheBatchesThatFailed() {
    assertThat(metrics().lines())
        .contains(
            "truthound_scanned_rows_total{kind=\"check_slice\",task_queue=\"truthound\"} 4.0",
            "truthound_planned_rows_total{operation=\"check\",task_queue=\"truthound\"} 4.0",
            "truthound_reported_batches_total{operation=\"check\",status=\"failed\",task_queue=\"truthound\"}"
                + " 1.0",
            "truthound_reported_batches_total{operation=\"check\",status=\"passed\",task_queue=\"truthound\"}"
                + " 1.0",
            "truthound_attempts_seconds_count{kind=\"check_slice\",outcome=\"done\",task_queue=\"truthound\"}"
                + " 2")
        .anyMatch(line -> line.startsWith("truthound_slots{"))
        .anyMatch(line -> line.startsWith("truthound_slots_used{"));
  }

  @Test
  void hasTheMetersOfTheSdkWithBucketsWhereTheyAreAskedFor() {
    assertThat(metrics().lines())
        .anyMatch(
            line ->
                line.startsWith("temporal_activity_schedule_to_start_latency_seconds_bucket{")
                    && line.contains("activity_type=\"truthoundCheckSlice\"")
                    && line.endsWith("le=\"1800.0\"} 2"))
        .anyMatch(
            line ->
                line.startsWith("temporal_workflow_completed_total{")
                    && line.contains("workflow_type=\"truthoundBatch\"")
                    && line.endsWith("} 2.0"))
        .anyMatch(line -> line.startsWith("temporal_worker_task_slots_available{"));
  }

  @Test
  void namesNoDataInAnyLabel() {
    TreeSet<String> labels = new TreeSet<>();
    metrics()
        .lines()
        .forEach(
            line -> LABELS.matcher(line).results().forEach(found -> labels.add(found.group(1))));

    assertThat(labels).hasSizeGreaterThan(20);
    assertThat(String.join("\n", labels))
        .doesNotContain("people", "salary", "Annabel", "Cyrus", "moonwalk", "sunbath", "not_null")
        .doesNotContain(folder.toString(), folder.getFileName().toString());
  }

  @Test
  void dashboardAndAlertsAskForMetersThatThereAre() {
    TreeSet<String> served = new TreeSet<>();
    NAME.matcher(metrics()).results().forEach(found -> served.add(found.group(1)));

    assertThat(served).hasSizeGreaterThan(50);
    assertThat(MetersInUse.inInfra())
        .hasSizeGreaterThan(15)
        .isSubsetOf(MetersInUse.withThoseOfOtherEvents(served));
  }

  @Test
  void isNotReadyBeforeItHasReachedTheServer() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RunningWorker early = new RunningWorker("127.0.0.1:" + silent.getLocalPort(), store())) {
      assertThat(early.get("/health/ready").body()).isEqualTo("The worker has not started\n");
      assertThat(early.get("/health/ready").statusCode()).isEqualTo(503);
      assertThat(early.get("/health/live").statusCode()).isEqualTo(200);

      assertThat(early.status()).isEqualTo(2);
      assertThat(early.said()).contains("Cannot reach Temporal at 127.0.0.1");
    }
  }

  @Test
  void isNotReadyWhenTheServerIsGone() {
    DevServer mortal = DevServer.start();
    try (RunningWorker orphan = new RunningWorker(mortal.address(), store())) {
      orphan.awaitReady();

      mortal.close();

      String answer = orphan.get("/health/ready").body();
      while (answer.equals("ready\n")) {
        answer = orphan.get("/health/ready").body();
      }
      assertThat(answer).startsWith("The server does not answer: ");
      assertThat(orphan.get("/health/live").body()).isEqualTo("alive\n");
    }
  }

  @Test
  void isNotReadyWhenItStopsAndGoneAfterwards() {
    RunningWorker leaving = new RunningWorker(server.address(), store(), "--task-queue", "leaving");
    leaving.awaitReady();

    assertThat(leaving.stop().body()).isEqualTo("The worker stops\n");

    assertThat(leaving.status()).isZero();
    assertThatThrownBy(() -> leaving.get("/health/live")).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void refusesAPortThatSomebodyElseHas() {
    CommandLineWorld world = new CommandLineWorld(folder.resolve("store"));
    String port = Integer.toString(worker.port());

    int status =
        world.run(
            "worker",
            "--address",
            server.address(),
            "--metrics-bind",
            "127.0.0.1",
            "--metrics-port",
            port);

    assertThat(status).isEqualTo(2);
    assertThat(world.err())
        .isEqualTo(
            "truthound worker: Cannot serve meters at port "
                + port
                + " of 127.0.0.1: Address already in use; choose another --metrics-port\n");
  }

  @Test
  void refusesPortsAndAddressesThatCannotBe() {
    assertThat(refusal("--metrics-port", "65536"))
        .isEqualTo("truthound worker: Invalid --metrics-port: 65536 (allowed: 0 to 65535)\n");
    assertThat(refusal("--metrics-bind", "127.0.0.1"))
        .isEqualTo("truthound worker: Cannot use --metrics-bind without --metrics-port\n");
  }

  private static String refusal(String option, String value) {
    CommandLineWorld world = new CommandLineWorld(folder.resolve("store"));
    assertThat(world.run("worker", "--address", server.address(), option, value)).isEqualTo(2);
    return world.err();
  }
}
