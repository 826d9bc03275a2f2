package io.truthound.temporal.app.embedded;

import io.temporal.client.WorkflowClient;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.client.AsyncBatchExecutor;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.engine.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Runs batches in this JVM: an in-memory Temporal server, and a worker for it. Not durable: what
 * runs is lost when it is closed or the process ends; what lies in the artifact store stays. Safe
 * for use by many threads.
 */
public final class EmbeddedTruthound implements AutoCloseable {
  private static final long CLOSING_SECONDS = 10;

  private final TestWorkflowEnvironment environment;
  private final WorkerFactory workers;
  private final String taskQueue;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedTruthound(
      TestWorkflowEnvironment environment, WorkerFactory workers, String taskQueue) {
    this.environment = environment;
    this.workers = workers;
    this.taskQueue = taskQueue;
  }

  /** Starts with the artifact store in {@code .local/state/truthound} of the user's home. */
  public static EmbeddedTruthound start() {
    return newBuilder().start();
  }

  public static Builder newBuilder() {
    return new Builder();
  }

  /**
   * Begins to start a server on a thread of its own and returns at once; the next {@link
   * Builder#start} takes it. For a process that is sure to need one and has other things to do.
   */
  public static void startAhead() {
    ServerAhead.begin();
  }

  /** Returns the folder that keeps artifacts where no store is named. */
  public static Path defaultStore() {
    return Path.of(System.getProperty("user.home"), ".local", "state", "truthound");
  }

  /** Returns a client of the in-memory server. */
  public WorkflowClient client() {
    return environment.getWorkflowClient();
  }

  /** Returns the task queue that the worker polls. */
  public String taskQueue() {
    return taskQueue;
  }

  /** Returns an executor whose batches run here. */
  public BatchExecutor executor(BatchConfig config) {
    return executorBuilder().setConfig(config).build();
  }

  /** Returns a builder of executors whose batches run here. */
  public BatchExecutor.Builder executorBuilder() {
    return BatchExecutor.newBuilder(client()).setTaskQueue(taskQueue);
  }

  /** Returns an executor whose batches run here and whose answers come as futures. */
  public AsyncBatchExecutor asyncExecutor(BatchConfig config) {
    return executorBuilder().setConfig(config).buildAsync();
  }

  /** Ends server and worker; batches under way are lost. Does nothing the second time. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      workers.shutdownNow();
      workers.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS);
      environment.close();
    }
  }

  /**
   * Ends server and worker without waiting for their threads, which end a little later by
   * themselves: for a process that is about to exit. Scratch space is given back on return.
   */
  public void closeSoon() {
    if (closed.compareAndSet(false, true)) {
      workers.shutdownNow();
      environment.getWorkflowServiceStubs().shutdownNow();
    }
  }

  /** Collects the settings of an {@link EmbeddedTruthound}. Not safe for use by many threads. */
  public static final class Builder {
    private final List<String> stores = new ArrayList<>();
    private final List<Consumer<TruthoundPlugin.Builder>> settings = new ArrayList<>();
    private String taskQueue = WireNames.TASK_QUEUE;
    private long memoryLimit;

    private Builder() {}

    /** Adds an artifact store by URI or path; the first is the default one. */
    public Builder addStore(String uriOrPath) {
      stores.add(uriOrPath);
      return this;
    }

    public Builder setTaskQueue(String taskQueue) {
      this.taskQueue = taskQueue;
      return this;
    }

    /** Sets the memory for scans in bytes; the plugin's own default where this is not called. */
    public Builder setMemoryLimit(long bytes) {
      this.memoryLimit = bytes;
      return this;
    }

    /** Replaces the built-in engine. */
    public Builder addEngine(Engine engine) {
      return configure(plugin -> plugin.addEngine(engine));
    }

    /** Adds an engine that an executor may name. */
    public Builder addEngine(String name, Engine engine) {
      return configure(plugin -> plugin.addEngine(name, engine));
    }

    /** Has the worker's plugin set up further, after all that is set here. */
    public Builder configure(Consumer<TruthoundPlugin.Builder> settings) {
      this.settings.add(settings);
      return this;
    }

    public EmbeddedTruthound start() {
      TruthoundPlugin plugin = plugin();
      TestWorkflowEnvironment environment = ServerAhead.take();
      try {
        WorkerFactory workers =
            WorkerFactory.newInstance(
                environment.getWorkflowClient(),
                WorkerFactoryOptions.newBuilder().setPlugins(plugin).build());
        workers.newWorker(taskQueue);
        workers.start();
        return new EmbeddedTruthound(environment, workers, taskQueue);
      } catch (RuntimeException e) {
        environment.close();
        throw e;
      }
    }

    private TruthoundPlugin plugin() {
      TruthoundPlugin.Builder plugin =
          TruthoundPlugin.newBuilder().addTaskQueue(taskQueue).forInMemoryServer();
      if (memoryLimit > 0) {
        plugin.setMemoryLimit(memoryLimit);
      }
      if (stores.isEmpty()) {
        plugin.addStore(defaultStore().toString());
      }
      stores.forEach(plugin::addStore);
      settings.forEach(each -> each.accept(plugin));
      return plugin.build();
    }
  }
}
