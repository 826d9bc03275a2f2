package io.truthound.temporal.app.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every DATA for itself on a real Temporal server, where some of it is broken. */
@Timeout(120)
class EachOnServerTest {
  private static DevServer server;

  @TempDir Path folder;
  private String good;
  private String missing;

  @BeforeAll
  static void start() {
    server = DevServer.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void stand() {
    good = new Tables(folder).text("orders.csv", "id\n1\n").toString();
    missing = folder.resolve("none.csv").toString();
  }

  private String[] each(String queue, String id, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("check", good, missing, "--each", "--rule", Checks.ID_THERE));
    arguments.addAll(List.of("--address", server.address(), "--task-queue", queue));
    arguments.addAll(List.of("--workflow-id", id, "--store", folder.resolve("store").toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  @Test
  void reportsOnAllAndSaysWhereTheyCanBeSeen() {
    Said said = Said.by(each("attended", "nightly", "--with-worker"));

    assertThat(said.status()).as(said.err()).isEqualTo(2);
    assertThat(said.out())
        .startsWith("✓ PASSED  " + good)
        .contains("✗ ERROR  " + missing + "\n\nNo such file: " + missing + "\n")
        .contains("✗ ERROR  2 datasets: 1 passed, 1 error in ")
        .containsOnlyOnce("Workflow  nightly at ");
  }

  @Test
  void leavesTheListAloneWhereAskedTo() {
    Said said = Said.by(each("unattended", "later", "--detach"));

    assertThat(said.status()).as(said.err()).isZero();
    assertThat(said.out().strip()).isEqualTo("later");
    assertThat(said.err()).contains("Workflow  later at ");
    Said.by(each("unattended", "later", "--detach"))
        .isRefusedWith("A batch with the workflow id \"later\" is running already");
  }

  @Test
  void detachesFromAListThatNobodyWorksOn() {
    Said said = Said.untilItSays("Nobody polls", each("deserted", "waiting"));

    assertThat(said.status()).isEqualTo(130);
    assertThat(said.err())
        .contains("Detached: the batch goes on.")
        .contains("truthound cancel waiting --address " + server.address());
  }

  private Said on(String command, String id, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, id, "--address", server.address()));
    arguments.addAll(List.of(more));
    return Said.by(arguments.toArray(String[]::new));
  }

  @Test
  void reportsOnceMoreOnAListThatIsOverAndTellsItsStatus() {
    Said first = Said.by(each("attended-too", "over", "--with-worker", "--format", "json"));

    Said again = on("report", "over", "--format", "json");

    assertThat(again.status()).as(again.err()).isEqualTo(first.status()).isEqualTo(2);
    assertThat(again.out()).isEqualTo(first.out());
    assertThat(on("status", "over").out())
        .startsWith("✗ ERROR  over\n\nDatasets  2 of 2: 1 passed, 1 error\nClosed    ")
        .contains("Workflow  over at " + server.address());
    assertThat(on("status", "over", "--format", "json").out())
        .contains("\"workflow_id\": \"over\"", "\"operation\": \"check\"")
        .contains("\"state\": \"completed\"", "\"status\": \"ERROR\"")
        .contains("\"datasets\": 2", "\"passed_datasets\": 1", "\"error_datasets\": 1");
    assertThat(on("cancel", "over").err())
        .startsWith("truthound cancel: Batch over is over (completed): truthound report over");
  }

  @Test
  void tellsTheStatusOfAListUnderWayAndStopsIt() {
    Said.by(each("nobody", "waits", "--detach"));

    Said status = on("status", "waits");
    assertThat(status.status()).as(status.err()).isZero();
    assertThat(status.out())
        .startsWith("Running  waits\n\nBegun     ")
        .contains("No answer Nobody polls task queue nobody: start a worker");
    assertThat(on("pause", "waits").err())
        .startsWith(
            "truthound pause: waits is a list of datasets: name the batch of one, as waits/1 is the first's");
    assertThat(on("report", "waits").err())
        .startsWith("truthound report: Batch waits is not over: truthound status waits");
    Said cancelled = on("cancel", "waits", "--no-wait");
    assertThat(cancelled.status()).as(cancelled.err()).isZero();
    assertThat(cancelled.err()).contains("Asked waits to stop; truthound status waits");
  }
}
