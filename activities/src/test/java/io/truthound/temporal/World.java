package io.truthound.temporal;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.contract.WireNames;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A server with one worker: what a batch needs. */
public final class World implements AutoCloseable {
  private final WorkflowClient client;
  private final String taskQueue;
  private final Path store;
  private final WorkerFactory workers;
  private final Runnable stop;

  private World(
      WorkflowClient client, String taskQueue, Path store, WorkerFactory workers, Runnable stop) {
    this.client = client;
    this.taskQueue = taskQueue;
    this.store = store;
    this.workers = workers;
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
        environment.getWorkerFactory(),
        environment::close);
  }

  /** Starts a worker of the {@link RealServer}, on a task queue of its own. */
  public static World real(Path folder, Consumer<TruthoundPlugin.Builder> settings) {
    return joining(RealServer.stubs(), "truthound-" + UUID.randomUUID(), folder, settings);
  }

  /** Starts another worker of the same server and task queue, as on another machine. */
  public World joined(Path folder, Consumer<TruthoundPlugin.Builder> settings) {
    return joining(client.getWorkflowServiceStubs(), taskQueue, folder, settings);
  }

  private static World joining(
      WorkflowServiceStubs stubs,
      String taskQueue,
      Path folder,
      Consumer<TruthoundPlugin.Builder> settings) {
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs, options(plugin(folder, settings).addTaskQueue(taskQueue)));
    WorkerFactory workers = WorkerFactory.newInstance(client);
    workers.newWorker(taskQueue);
    workers.start();
    return new World(
        client,
        taskQueue,
        store(folder),
        workers,
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

  public String taskQueue() {
    return taskQueue;
  }

  /**
   * Has its workers ask for nothing more of one task queue, as if the machine were gone. What its
   * pollers have asked for already they still take: five activities or so.
   */
  public void leave(String taskQueue) {
    workers.getWorker(taskQueue).suspendPolling();
  }

  public Path store() {
    return store;
  }

  @Override
  public void close() {
    stop.run();
  }
}
