package io.truthound.temporal.app.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests that a real Temporal server refuses, or that nobody works on. */
@Timeout(120)
class BadInputServerTest {
  private static DevServer server;

  @TempDir Path folder;
  private String data;
  private String store;

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
    data = new Tables(folder).text("orders.csv", "id\n1\n").toString();
    store = folder.resolve("store").toString();
  }

  @Test
  void refusesAWorkflowIdThatIsRunning() {
    String[] arguments = {
      "check",
      data,
      "--rule",
      Checks.ID_THERE,
      "--address",
      server.address(),
      "--task-queue",
      "unattended",
      "--workflow-id",
      "nightly",
      "--store",
      store,
      "--detach"
    };

    Said first = Said.by(arguments);
    Said second = Said.by(arguments);

    assertThat(first.status()).as(first.err()).isEqualTo(0);
    assertThat(first.out().strip()).isEqualTo("nightly");
    second.isRefusedWith(
        "truthound check: A batch with the workflow id \"nightly\" is running already: wait for it,"
            + " or choose another --workflow-id");
  }

  @Test
  void saysSoWhereNobodyPollsTheTaskQueue() {
    Said said =
        Said.untilItSays(
            "Nobody polls",
            "check",
            data,
            "--rule",
            Checks.ID_THERE,
            "--address",
            server.address(),
            "--task-queue",
            "deserted",
            "--workflow-id",
            "waiting",
            "--store",
            store);

    assertThat(said.status()).isEqualTo(130);
    assertThat(said.out()).isEmpty();
    assertThat(said.err())
        .contains(
            "Nobody polls task queue deserted: the batch waits. Start a worker (truthound worker),"
                + " or use --with-worker")
        .contains("Detached: the batch goes on.")
        .contains("truthound cancel waiting --address " + server.address())
        .contains("truthound status waiting --address " + server.address() + " --watch");
  }

  @Test
  void refusesANamespaceThatIsNotThere() {
    Said said =
        Said.by(
            "check",
            data,
            "--rule",
            Checks.ID_THERE,
            "--address",
            server.address(),
            "--namespace",
            "nowhere",
            "--store",
            store);

    said.isRefusedWith("Temporal at " + server.address() + " has no namespace nowhere");
  }
}
