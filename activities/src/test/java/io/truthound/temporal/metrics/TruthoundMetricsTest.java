package io.truthound.temporal.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.tally.Scope;
import com.uber.m3.tally.Stopwatch;
import com.uber.m3.util.Duration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthoundMetricsTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void metersOfTheSdkComeWithAPluginOfTheServiceStubs(@TempDir Path folder) throws IOException {
    Path data = Files.writeString(folder.resolve("people.csv"), "name\nann\nbob\n");
    TruthoundPlugin plugin =
        TruthoundPlugin.newBuilder()
            .forInMemoryServer()
            .setScratch(folder)
            .addStore(folder.resolve("store").toString())
            .setMeterRegistry(registry)
            .build();

    try (TestWorkflowEnvironment server = server(plugin)) {
      server.newWorker(WireNames.TASK_QUEUE);
      server.start();
      BatchExecutor executor = BatchExecutor.newBuilder(server.getWorkflowClient()).build();

      assertThat(
              executor
                  .checkBatch(Dataset.of(data.toString()), RuleSet.of(new NotNull("name")))
                  .status())
          .isEqualTo(Status.PASSED);
    }

    assertThat(
            registry
                .get("temporal_activity_execution_latency")
                .tag("activity_type", WireNames.CHECK_SLICE)
                .timer()
                .count())
        .isEqualTo(1);
    assertThat(registry.get("temporal_workflow_completed").counter().count()).isEqualTo(1);
    assertThat(registry.get("truthound.attempts").tag("kind", "check_slice").timer().count())
        .isEqualTo(1);
  }

  private static TestWorkflowEnvironment server(TruthoundPlugin plugin) {
    return TestWorkflowEnvironment.newInstance(
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(false)
            .setWorkflowServiceStubsOptions(
                WorkflowServiceStubsOptions.newBuilder().setPlugins(plugin).build())
            .build());
  }

  @Test
  void reportsEachValueAtOnceWithNamesAndTagsOfAllScopesAround() {
    Scope scope = TruthoundMetrics.scope(registry).tagged(Map.of("namespace", "n")).subScope("sub");

    scope.tagged(Map.of("type", "t")).counter("things").inc(3);
    scope.gauge("free").update(0.5);
    scope.timer("time").record(Duration.ofSeconds(2));
    Stopwatch stopwatch = scope.histogram("watched", null).start();
    stopwatch.stop();

    assertThat(registry.get("sub.things").tags("namespace", "n", "type", "t").counter().count())
        .isEqualTo(3);
    assertThat(registry.get("sub.free").tag("namespace", "n").gauge().value()).isEqualTo(0.5);
    assertThat(registry.get("sub.time").timer().totalTime(TimeUnit.SECONDS)).isEqualTo(2);
    assertThat(registry.get("sub.watched").timer().count()).isEqualTo(1);
  }

  @Test
  void aClosedScopeLeavesTheRegistryOpen() throws Exception {
    TruthoundMetrics.scope(registry).close();

    assertThat(registry.isClosed()).isFalse();
  }
}
