package io.truthound.temporal.app.command;

import io.truthound.temporal.app.report.Where;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchHandle;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** The server that runs a batch: the embedded one, or one that was named. */
sealed interface Connection extends AutoCloseable permits EmbeddedConnection, ServerConnection {

  /** Returns a builder of executors whose batches run there. */
  BatchExecutor.Builder executorBuilder();

  /** Returns how many workers poll a task queue; empty where that needs no asking. */
  OptionalInt pollers(String taskQueue);

  /** Returns the task queue's name. */
  String taskQueue();

  /** Says where a batch can be seen. */
  Where where(String workflowId);

  /** Returns the id of the run that began a batch, by that id or another of its names. */
  String runOf(String id);

  /** Returns what {@link #runOf} takes for a batch. */
  String resumable(BatchHandle batch);

  /**
   * Leaves a batch whose user does not want to wait any longer: cancels it where it would be lost
   * anyway, else lets it go on, and says so.
   *
   * @param answer completes when the batch does
   * @return what is known of a cancelled batch
   */
  <T> Optional<T> leave(Awaited<T> awaited, CompletableFuture<T> answer, Terminal terminal);

  @Override
  void close();
}
