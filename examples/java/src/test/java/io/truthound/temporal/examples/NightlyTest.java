package io.truthound.temporal.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.worker.WorkerFactory;
import io.truthound.temporal.RealServer;
import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.client.BatchDescription.State;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.BatchSchedule;
import io.truthound.temporal.result.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example that needs a real server. */
@Timeout(120)
final class NightlyTest {
  @TempDir Path store;

  @Test
  void aServerStartsTheNightsBatch() {
    RealServer.require();
    TruthoundPlugin plugin = TruthoundPlugin.newBuilder().addStore(store.toString()).build();
    WorkflowClient client =
        WorkflowClient.newInstance(
            RealServer.stubs(), WorkflowClientOptions.newBuilder().setPlugins(plugin).build());
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
  }
}
