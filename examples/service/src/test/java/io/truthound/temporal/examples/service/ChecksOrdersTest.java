package io.truthound.temporal.examples.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import io.truthound.temporal.client.MetricsBatchHook;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service on a real server, with a worker in a process of its own. */
@Timeout(120)
final class ChecksOrdersTest {
  @TempDir static Path folder;
  private static TemporalDevServer server;
  private static Process worker;
  private static WorkflowServiceStubs stubs;

  @BeforeAll
  static void start() throws IOException {
    server =
        TemporalDevServer.start(
            TemporalDevServerOptions.newBuilder()
                .setExistingPath(temporal())
                .setLogLevel("never")
                .build());
    worker =
        new ProcessBuilder(
                "../../truthound",
                "worker",
                "--address",
                server.getTarget(),
                "--store",
                folder.resolve("store").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("worker.log").toFile())
            .start();
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(server.getTarget()).build());
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (stubs != null) {
      stubs.shutdownNow();
    }
    if (worker != null) {
      worker.descendants().forEach(ProcessHandle::destroy);
      worker.destroy();
      worker.waitFor();
    }
    if (server != null) {
      server.close();
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

  @Test
  void booksGoodOrdersOnly() throws IOException {
    Path good = Files.writeString(folder.resolve("good.csv"), "order_id,quantity\n1,5\n2,60\n");
    Path bad = Files.writeString(folder.resolve("bad.csv"), "order_id,quantity\n1,5\n,6\n");
    MetricsBatchHook metrics = new MetricsBatchHook();
    ChecksOrders service = new ChecksOrders(WorkflowClient.newInstance(stubs), metrics);

    assertThat(service.mayBook(good.toString())).isTrue();
    assertThat(service.mayBook(bad.toString())).isFalse();

    assertThat(metrics.chunksProcessed()).isEqualTo(2);
    assertThat(metrics.chunksFailed()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.duckdb.DuckDBDriver",
        "org.apache.arrow.vector.VectorSchemaRoot",
        "software.amazon.awssdk.services.s3.S3Client",
        "io.truthound.temporal.TruthoundPlugin"
      })
  void needsNothingThatOnlyWorkersNeed(String name) {
    assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
  }
}
