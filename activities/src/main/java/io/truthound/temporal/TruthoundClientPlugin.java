package io.truthound.temporal;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowClientPlugin;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkerPlugin;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Makes Temporal workers check data as a {@link TruthoundPlugin} does, but is no plugin of service
 * stubs: the one for Spring Boot, whose test server leaves out every bean that is one. Meters of
 * Temporal's SDK are not set by it; Spring Boot has its own way to set them.
 */
public final class TruthoundClientPlugin implements WorkflowClientPlugin, WorkerPlugin {
  private final TruthoundPlugin plugin;

  TruthoundClientPlugin(TruthoundPlugin plugin) {
    this.plugin = plugin;
  }

  @Override
  public String getName() {
    return plugin.getName();
  }

  @Override
  public void configureWorkflowClient(WorkflowClientOptions.Builder options) {
    plugin.configureWorkflowClient(options);
  }

  @Override
  public void configureWorkerFactory(WorkerFactoryOptions.Builder options) {
    plugin.configureWorkerFactory(options);
  }

  @Override
  public void configureWorker(String taskQueue, WorkerOptions.Builder options) {
    plugin.configureWorker(taskQueue, options);
  }

  @Override
  public void initializeWorker(String taskQueue, Worker worker) {
    plugin.initializeWorker(taskQueue, worker);
  }

  @Override
  public void startWorker(String taskQueue, Worker worker, BiConsumer<String, Worker> next) {
    plugin.startWorker(taskQueue, worker, next);
  }

  @Override
  public void shutdownWorker(String taskQueue, Worker worker, BiConsumer<String, Worker> next) {
    plugin.shutdownWorker(taskQueue, worker, next);
  }

  @Override
  public void startWorkerFactory(WorkerFactory factory, Consumer<WorkerFactory> next) {
    plugin.startWorkerFactory(factory, next);
  }

  @Override
  public void shutdownWorkerFactory(WorkerFactory factory, Consumer<WorkerFactory> next) {
    plugin.shutdownWorkerFactory(factory, next);
  }

  @Override
  public void replayWorkflowExecution(
      Worker worker, WorkflowExecutionHistory history, ReplayCallback next) throws Exception {
    plugin.replayWorkflowExecution(worker, history, next);
  }

  @Override
  public String toString() {
    return "TruthoundClientPlugin{name='" + getName() + "'}";
  }
}
