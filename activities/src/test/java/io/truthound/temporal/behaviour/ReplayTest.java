package io.truthound.temporal.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.truthound.temporal.RealServer;
import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.contract.WireNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recorded histories replay: a workflow under way survives a new version of the worker. Where one
 * does not replay, guard the change with {@code Workflow.getVersion} if histories of this shape
 * were ever released.
 *
 * <p>They are recorded on the real dev server with the built-in engine by
 *
 * <pre>{@code
 * mvn test -pl workflows,activities -am -Dtest=ReplayTest#record -Drecord.histories=true \
 *     -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 */
class ReplayTest {
  private static final Path RECORDED = Path.of("src", "test", "resources", "histories");

  @TempDir Path folder;

  @Test
  @EnabledIfSystemProperty(named = "record.histories", matches = "true")
  void record() throws IOException {
    RealServer.require();
    new RecordedHistories(folder, RECORDED).record();
  }

  static List<String> recorded() {
    return RecordedHistories.NAMES;
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void replays(String name) throws IOException {
    WorkflowExecutionHistory history = WorkflowExecutionHistory.fromJson(json(name));
    TruthoundPlugin plugin =
        TruthoundPlugin.newBuilder()
            .setScratch(folder)
            .setActivitiesInOneRun(RecordedHistories.activitiesInOneRun(name))
            .setHostPatience(RecordedHistories.hostPatience(name))
            .build();
    try (TestWorkflowEnvironment environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder().setPlugins(plugin).build())
                .build())) {
      // What is shown is that commands are the same, not that a busy machine loads classes fast.
      WorkerOptions patient =
          WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(60_000).build();
      Worker worker = environment.newWorker(WireNames.TASK_QUEUE, patient);

      assertThatCode(() -> worker.replayWorkflowExecution(history)).doesNotThrowAnyException();
    }
  }

  @Test
  void recordedHistoriesAreSmallAndNameNoMachine() throws IOException {
    for (String name : RecordedHistories.NAMES) {
      String json = json(name);
      assertThat(json.length()).as(name).isLessThan(32 * 1024);
      assertThat(json)
          .doesNotContain(System.getProperty("user.name") + "@")
          .doesNotContain("stackTrace\": \"i");
    }
  }

  private static String json(String name) throws IOException {
    return Files.readString(RECORDED.resolve(name + ".json"));
  }
}
