package io.truthound.temporal;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.contract.WireNames;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A server in memory with one worker: what a batch needs. */
public final class World implements AutoCloseable {
  private final TestWorkflowEnvironment environment;
  private final Path store;

  private World(TestWorkflowEnvironment environment, Path store) {
    this.environment = environment;
    this.store = store;
  }

  public static World at(Path folder) {
    return at(folder, plugin -> {});
  }

  public static World at(Path folder, Consumer<TruthoundPlugin.Builder> settings) {
    Path store = folder.resolve("store");
    TruthoundPlugin.Builder plugin =
        TruthoundPlugin.newBuilder().addStore(store.toString()).setScratch(folder);
    settings.accept(plugin);
    TestWorkflowEnvironment environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder().setPlugins(plugin.build()).build())
                .build());
    environment.newWorker(WireNames.TASK_QUEUE);
    environment.start();
    return new World(environment, store);
  }

  public BatchExecutor.Builder executor() {
    return BatchExecutor.newBuilder(environment.getWorkflowClient());
  }

  public TestWorkflowEnvironment environment() {
    return environment;
  }

  public Path store() {
    return store;
  }

  @Override
  public void close() {
    environment.close();
  }
}
