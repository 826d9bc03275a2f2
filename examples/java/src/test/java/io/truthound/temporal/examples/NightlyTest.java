package io.truthound.temporal.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.worker.WorkerFactory;
import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.client.BatchDescription.State;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.BatchSchedule;
import io.truthound.temporal.result.Status;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example that needs a real server. */
@Timeout(120)
final class NightlyTest {
  @TempDir Path store;

  @Test
  void aServerStartsTheNightsBatch() {
    try (TemporalDevServer server =
        TemporalDevServer.start(
            TemporalDevServerOptions.newBuilder()
                .setExistingPath(temporal())
                .setLogLevel("never")
                .build())) {
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setTarget(server.getTarget()).build());
      TruthoundPlugin plugin = TruthoundPlugin.newBuilder().addStore(store.toString()).build();
      WorkflowClient client =
          WorkflowClient.newInstance(
              stubs, WorkflowClientOptions.newBuilder().setPlugins(plugin).build());
      WorkerFactory workers = WorkerFactory.newInstance(client);
      workers.newWorker("truthound");
      workers.start();

      BatchSchedule nightly = Nightly.schedule(client);
      nightly.trigger();
      while (nightly.describe().recent().isEmpty()) {
        Thread.onSpinWait();
      }

      BatchHandle batch = BatchHandle.of(client, nightly.describe().recent().get(0));
      assertThat(batch.result().status()).isEqualTo(Status.FAILED);
      assertThat(batch.describe().state()).isEqualTo(State.FAILED);
      workers.shutdownNow();
      stubs.shutdownNow();
    }
  }

  private static String temporal() {
    Optional<String> program =
        Optional.ofNullable(System.getenv("TEMPORAL_CLI"))
            .or(
                () ->
                    Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .map(path -> Path.of(path, "temporal"))
                        .filter(Files::isExecutable)
                        .map(Path::toString)
                        .findFirst());
    if (program.isEmpty()) {
      String reason = "No Temporal dev server: no program \"temporal\" on the path or TEMPORAL_CLI";
      if (System.getenv("CI") != null) {
        throw new AssertionError(reason + ", and CI is set");
      }
      System.err.println("SKIPPED: " + reason);
      Assumptions.abort(reason);
    }
    return program.orElseThrow();
  }
}
