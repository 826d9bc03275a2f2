package io.truthound.temporal;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.contract.WireNames;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server with one worker: what a batch needs. */
public final class World implements AutoCloseable {
  private final WorkflowClient client;
  private final String taskQueue;
  private final Path store;
  private final @Nullable TestWorkflowEnvironment environment;
  private final Runnable stop;

  private World(
      WorkflowClient client,
      String taskQueue,
      Path store,
      @Nullable TestWorkflowEnvironment environment,
      Runnable stop) {
    this.client = client;
    this.taskQueue = taskQueue;
    this.store = store;
    this.environment = environment;
    this.stop = stop;
  }

  /** Starts a server in memory with a worker. */
  public static World at(Path folder) {
    return at(folder, plugin -> {});
  }

  /** Starts a server in memory with a worker. */
  public static World at(Path folder, Consumer<TruthoundPlugin.Builder> settings) {
    TestWorkflowEnvironment environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setWorkflowClientOptions(options(plugin(folder, settings)))
                .build());
    environment.newWorker(WireNames.TASK_QUEUE);
    environment.start();
    return new World(
        environment.getWorkflowClient(),
        WireNames.TASK_QUEUE,
        store(folder),
        environment,
        environment::close);
  }

  /** Starts a worker of the {@link RealServer}, on a task queue of its own. */
  public static World real(Path folder, Consumer<TruthoundPlugin.Builder> settings) {
    String taskQueue = "truthound-" + UUID.randomUUID();
    WorkflowClient client =
        WorkflowClient.newInstance(
            RealServer.stubs(), options(plugin(folder, settings).addTaskQueue(taskQueue)));
    WorkerFactory workers = WorkerFactory.newInstance(client);
    workers.newWorker(taskQueue);
    workers.start();
    return new World(
        client,
        taskQueue,
        store(folder),
        null,
        () -> {
          workers.shutdownNow();
          workers.awaitTermination(10, TimeUnit.SECONDS);
        });
  }

  private static TruthoundPlugin.Builder plugin(
      Path folder, Consumer<TruthoundPlugin.Builder> settings) {
    TruthoundPlugin.Builder plugin = TruthoundPlugin.newBuilder().setScratch(folder);
    settings.accept(plugin);
    // Added last: a test's own store, if it brings one, is the default.
    return plugin.addStore(store(folder).toString());
  }

  private static WorkflowClientOptions options(TruthoundPlugin.Builder plugin) {
    return WorkflowClientOptions.newBuilder().setPlugins(plugin.build()).build();
  }

  private static Path store(Path folder) {
    return folder.resolve("store");
  }

  public BatchExecutor.Builder executor() {
    return BatchExecutor.newBuilder(client).setTaskQueue(taskQueue);
  }

  public WorkflowClient client() {
    return client;
  }

  /** Returns the server in memory; a world on the real server has none. */
  public TestWorkflowEnvironment environment() {
    if (environment == null) {
      throw new IllegalStateException("This world is on the real server");
    }
    return environment;
  }

  public Path store() {
    return store;
  }

  @Override
  public void close() {
    stop.run();
  }
}
