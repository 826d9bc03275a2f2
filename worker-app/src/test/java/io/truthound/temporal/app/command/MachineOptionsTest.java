package io.truthound.temporal.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.truthound.temporal.app.badinput.DevServer;
import io.truthound.temporal.contract.WireNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker that says what its machine is called, and batches that say where their files are. */
@Timeout(120)
final class MachineOptionsTest {
  @TempDir static Path folder;
  private static DevServer server;
  private static WorkflowServiceStubs stubs;
  private static CommandLineWorld worker;
  private static CompletableFuture<Integer> working;

  @BeforeAll
  static void start() throws IOException {
    Files.writeString(folder.resolve("people.csv"), "name,age\nAnn,1\nBob,2\n");
    server = DevServer.start();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(server.address()).build());
    worker = new CommandLineWorld(folder.resolve("store"));
    String[] arguments = {"worker", "--host", "here", "--address", server.address()};
    working = CompletableFuture.supplyAsync(() -> worker.run(arguments));
  }

  @AfterAll
  static void stop() {
    if (worker != null) {
      worker.interruption.request();
      assertThat(working.join()).as(worker.err()).isZero();
    }
    if (stubs != null) {
      stubs.shutdownNow();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void localFilesAreReadOnTheQueueOfTheMachineThatPlanned() {
    check("local");

    assertThat(queues("local", WireNames.PLAN)).containsExactly("truthound");
    assertThat(queues("local", WireNames.CHECK_SLICE)).containsExactly("truthound@here");
  }

  @Test
  void sharedFilesAreReadOnAnyMachine() {
    check("shared", "--shared-files");

    assertThat(queues("shared", WireNames.CHECK_SLICE)).containsExactly("truthound");
  }

  @Test
  void aBatchMayBeGivenToOneMachine() {
    check("given", "--task-queue", "truthound@here");

    assertThat(queues("given", WireNames.PLAN)).containsExactly("truthound@here");
    assertThat(queues("given", WireNames.CHECK_SLICE)).containsExactly("truthound@here");
  }

  private static void check(String id, String... options) {
    CommandLineWorld line = new CommandLineWorld(folder.resolve("store"));
    String[] arguments = {
      "check",
      folder.resolve("people.csv").toString(),
      "--rule",
      "{\"type\":\"not_null\",\"column\":\"age\"}",
      "--address",
      server.address(),
      "--workflow-id",
      id
    };
    int status =
        line.run(
            Stream.concat(Arrays.stream(arguments), Arrays.stream(options)).toArray(String[]::new));
    assertThat(status).as(line.err()).isZero();
  }

  private static Set<String> queues(String id, String activity) {
    return WorkflowClient.newInstance(stubs).fetchHistory(id).getEvents().stream()
        .filter(event -> event.hasActivityTaskScheduledEventAttributes())
        .map(event -> event.getActivityTaskScheduledEventAttributes())
        .filter(scheduled -> scheduled.getActivityType().getName().equals(activity))
        .map(scheduled -> scheduled.getTaskQueue().getName())
        .collect(Collectors.toSet());
  }
}
