package io.truthound.temporal.app.command;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.app.report.Where;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.BatchSchedules;
import io.truthound.temporal.client.DatasetListHandle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Temporal server that was named, with or without a worker in this process. */
final class ServerConnection implements Connection {
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration WORKER_SHUTDOWN = Duration.ofSeconds(20);

  private final ServerAddress address;
  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final String taskQueue;
  private final @Nullable WorkerFactory workers;
  private @Nullable Boolean searchAttributes;

  private ServerConnection(
      ServerAddress address, WorkflowServiceStubs stubs, String taskQueue, boolean worker) {
    this.address = address;
    this.stubs = stubs;
    this.taskQueue = taskQueue;
    this.client = WorkflowClient.newInstance(stubs, address.client());
    this.workers = worker ? WorkerFactory.newInstance(client) : null;
  }

  /**
   * Connects, and starts a worker where a plugin is given.
   *
   * @throws InvalidRequestException if the server cannot be reached, refuses access or lacks the
   *     namespace
   */
  static ServerConnection open(
      ServerAddress address, String taskQueue, @Nullable TruthoundPlugin plugin) {
    WorkflowServiceStubs stubs = stubs(address, plugin);
    try {
      requireNamespace(stubs, address);
      ServerConnection connection = new ServerConnection(address, stubs, taskQueue, plugin != null);
      connection.startWorker();
      return connection;
    } catch (RuntimeException e) {
      stubs.shutdownNow();
      throw e;
    }
  }

  /**
   * Asks whether the namespace is there.
   *
   * @throws InvalidRequestException as {@link #open} does
   */
  static void require(ServerAddress address) {
    WorkflowServiceStubs stubs = stubs(address, null);
    try {
      requireNamespace(stubs, address);
    } finally {
      stubs.shutdownNow();
    }
  }

  /** The plugin is the stubs', which hand it on: so the meters of Temporal's SDK come with it. */
  private static WorkflowServiceStubs stubs(
      ServerAddress address, @Nullable TruthoundPlugin plugin) {
    WorkflowServiceStubsOptions.Builder options =
        WorkflowServiceStubsOptions.newBuilder(address.stubs());
    if (plugin != null) {
      options.setPlugins(plugin);
    }
    try {
      return WorkflowServiceStubs.newServiceStubs(options.build());
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          "Invalid address of a Temporal server: \"%s\" (allowed: HOST:PORT)"
              .formatted(address.address()),
          e);
    }
  }

  @Override
  public BatchExecutor.Builder executorBuilder() {
    return BatchExecutor.newBuilder(client)
        .setTaskQueue(taskQueue)
        .setSearchAttributes(knowsSearchAttributes());
  }

  @Override
  public OptionalInt pollers(String taskQueue) {
    return OptionalInt.of(polling(taskQueue, Duration.ofSeconds(5)).size());
  }

  /**
   * Says why no work comes to this worker; empty where the server has heard it poll the task queue.
   * Asks the server, for at most two seconds.
   */
  Optional<String> trouble() {
    try {
      String identity = client.getOptions().getIdentity();
      boolean polls =
          polling(taskQueue, Duration.ofSeconds(2)).stream()
              .anyMatch(poller -> poller.getIdentity().equals(identity));
      return polls
          ? Optional.empty()
          : Optional.of("The server has not heard this worker poll task queue " + taskQueue);
    } catch (StatusRuntimeException e) {
      return Optional.of("The server does not answer: " + e.getStatus().getCode());
    }
  }

  private List<PollerInfo> polling(String taskQueue, Duration patience) {
    return stubs
        .blockingStub()
        .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS)
        .describeTaskQueue(
            DescribeTaskQueueRequest.newBuilder()
                .setNamespace(address.namespace())
                .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                .build())
        .getPollersList();
  }

  /**
   * Says whether batches can have search attributes.
   *
   * @throws InvalidRequestException if the server does not say
   */
  boolean hasSearchAttributes() {
    if (searchAttributes == null) {
      try (NamespaceAttributes attributes = NamespaceAttributes.of(address)) {
        searchAttributes = attributes.areComplete();
      }
    }
    return searchAttributes;
  }

  /** Who may not ask starts batches without: they are none the worse for it. */
  private boolean knowsSearchAttributes() {
    try {
      return hasSearchAttributes();
    } catch (InvalidRequestException notSaid) {
      return false;
    }
  }

  /** Returns the client. */
  WorkflowClient client() {
    return client;
  }

  /** Finds a batch by its workflow's id; asks nothing yet. */
  BatchHandle batch(String id) {
    return BatchHandle.of(client, id);
  }

  /** Returns the schedules that are there; to create others takes an executor. */
  BatchSchedules schedules() {
    return BatchSchedules.of(BatchExecutor.newBuilder(client).build());
  }

  /** Finds a list of datasets by its workflow's id; asks nothing yet. */
  DatasetListHandle list(String id) {
    return DatasetListHandle.of(client, id);
  }

  @Override
  public String taskQueue() {
    return taskQueue;
  }

  @Override
  public Where where(String workflowId) {
    return address.where(workflowId);
  }

  @Override
  public String runOf(String id) {
    try {
      return BatchHandle.of(client, id).runId();
    } catch (WorkflowNotFoundException unknown) {
      return id; // a run's id, or one that the server keeps no more
    }
  }

  @Override
  public String resumable(BatchHandle batch) {
    return batch.id();
  }

  @Override
  public <T> Optional<T> leave(Awaited<T> awaited, CompletableFuture<T> answer, Terminal terminal) {
    terminal.say(
        workers == null
            ? "Detached: the batch goes on."
            : "Detached: the batch waits for another worker, as the one in this process stops.");
    String id = awaited.id();
    terminal.say("  Watch:  " + address.truthound("status", id) + " --watch");
    terminal.say("  Cancel: " + address.truthound("cancel", id));
    terminal.say("  Report: " + address.truthound("report", id));
    return Optional.empty();
  }

  @Override
  public void close() {
    if (workers != null) {
      workers.shutdown();
      workers.awaitTermination(WORKER_SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS);
      if (!workers.isTerminated()) {
        workers.shutdownNow();
      }
    }
    stubs.shutdownNow();
  }

  private void startWorker() {
    if (workers != null) {
      workers.newWorker(taskQueue);
      workers.start();
    }
  }

  private static void requireNamespace(WorkflowServiceStubs stubs, ServerAddress address) {
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .describeNamespace(
              DescribeNamespaceRequest.newBuilder().setNamespace(address.namespace()).build());
    } catch (StatusRuntimeException e) {
      throw new InvalidRequestException(refusal(e.getStatus(), address), e);
    }
  }

  private static String refusal(Status status, ServerAddress address) {
    String reason = status.getDescription() == null ? "" : " (" + status.getDescription() + ")";
    return switch (status.getCode()) {
      case NOT_FOUND ->
          "Temporal at " + address.address() + " has no namespace " + address.namespace();
      case PERMISSION_DENIED, UNAUTHENTICATED ->
          "Temporal at " + address + " refuses access" + reason;
      default ->
          "Cannot reach Temporal at "
              + address.address()
              + ": "
              + status.getCode()
              + reason
              + "; is it running, and are address and TLS right?";
    };
  }
}
