package io.truthound.temporal.app.command;

import io.truthound.temporal.app.embedded.EmbeddedTruthound;
import io.truthound.temporal.app.report.Where;
import io.truthound.temporal.app.request.InvalidRequestException;
import io.truthound.temporal.client.AggregationException;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server and the worker in this process. */
final class EmbeddedConnection implements Connection {
  /** A cancelled batch drains for 5 s and then writes its report. */
  private static final long PATIENCE_SECONDS = 15;

  private final EmbeddedTruthound truthound;
  private final String store;

  private EmbeddedConnection(EmbeddedTruthound truthound, String store) {
    this.truthound = truthound;
    this.store = store;
  }

  /**
   * Starts both.
   *
   * @param memoryLimit bytes for scans; nothing for the usual
   * @throws InvalidRequestException if the environment sets what is not understood
   */
  static EmbeddedConnection open(String store, String taskQueue, OptionalLong memoryLimit) {
    EmbeddedTruthound.Builder embedded =
        EmbeddedTruthound.newBuilder().addStore(store).setTaskQueue(taskQueue);
    memoryLimit.ifPresent(embedded::setMemoryLimit);
    try {
      return new EmbeddedConnection(embedded.start(), store);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public BatchExecutor.Builder executorBuilder() {
    return truthound.executorBuilder();
  }

  @Override
  public OptionalInt pollers(String taskQueue) {
    return OptionalInt.empty();
  }

  @Override
  public String taskQueue() {
    return truthound.taskQueue();
  }

  @Override
  public Where where(String workflowId) {
    return new Where(List.of());
  }

  /** The server that ran it is gone: only the store knows of it. */
  @Override
  public String runOf(String id) {
    return id;
  }

  @Override
  public String resumable(BatchHandle batch) {
    return batch.runId();
  }

  @Override
  public <T> Optional<T> leave(Awaited<T> awaited, CompletableFuture<T> answer, Terminal terminal) {
    terminal.say("Cancelling the batch; Ctrl-C again leaves at once");
    awaited.cancel();
    try {
      return Optional.of(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | CancellationException cancelled) {
      return known(awaited, terminal);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private <T> Optional<T> known(Awaited<T> awaited, Terminal terminal) {
    try {
      return awaited.partial(store);
    } catch (AggregationException unreadable) {
      terminal.say(Problem.of(unreadable));
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    truthound.closeSoon();
  }
}
