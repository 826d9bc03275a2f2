package io.truthound.temporal.app.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batches that go on where an earlier one on a real Temporal server ended. */
@Timeout(120)
class ResumeOnServerTest {
  private static DevServer server;

  @TempDir Path folder;

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

  private Said check(Path data, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("check", data.toString(), "--rule", Checks.ID_THERE));
    arguments.addAll(List.of("--address", server.address(), "--with-worker"));
    arguments.addAll(List.of("--store", folder.resolve("store").toString(), "--format", "json"));
    arguments.addAll(List.of(more));
    return Said.by(arguments.toArray(String[]::new));
  }

  @Test
  void theyAreNamedByTheirWorkflowOrTheirRun() {
    Path data = new Tables(folder).text("orders.csv", "id\n1\n");
    Said first = check(data, "--workflow-id", "nightly");
    String run = first.report().get("run_id").asText();

    Said byWorkflow = check(data, "--resume", "nightly");
    Said byRun = check(data, "--resume", run);
    Said unknown = check(data, "--resume", "never-heard-of");

    assertThat(first.report().has("reused_slices")).isFalse();
    assertThat(byWorkflow.report().get("reused_slices").asInt()).isEqualTo(1);
    assertThat(byRun.report().get("reused_slices").asInt()).isEqualTo(1);
    unknown.isRefusedWith("Cannot resume run never-heard-of: the store ");
  }
}
