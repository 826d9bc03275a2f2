package io.truthound.temporal.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer of a workflow to come. Cancelling it asks the workflow to stop; one that was not
 * started yet never is, or is stopped at once.
 *
 * @param <H> what the workflow is known by
 * @param <T> the answer
 */
final class BatchFuture<H, T> extends CompletableFuture<T> {
  private static final Logger log = LoggerFactory.getLogger(BatchFuture.class);

  private final AtomicBoolean stopped = new AtomicBoolean();
  private final CompletableFuture<H> started = new CompletableFuture<>();
  private final Consumer<H> cancel;

  private BatchFuture(Consumer<H> cancel) {
    this.cancel = cancel;
  }

  /**
   * Has a workflow started, and its answer fetched once it is closed.
   *
   * @param start starts it; run by another thread
   * @param closed waits for its end without a thread
   * @param answer returns what a workflow answered that is closed
   * @param cancel asks it to stop
   */
  static <H, T> BatchFuture<H, T> of(
      Supplier<H> start,
      Function<H, CompletableFuture<?>> closed,
      Function<H, T> answer,
      Consumer<H> cancel) {
    BatchFuture<H, T> future = new BatchFuture<>(cancel);
    ClientThreads.run(() -> future.begin(start, closed, answer));
    return future;
  }

  private void begin(
      Supplier<H> start, Function<H, CompletableFuture<?>> closed, Function<H, T> answer) {
    if (isDone()) {
      return;
    }
    try {
      H workflow = start.get();
      started.complete(workflow);
      if (isCancelled()) {
        stop(workflow);
      }
      var unused =
          closed
              .apply(workflow)
              // Whatever came of it: the answer says so, in our own exceptions.
              .whenComplete((end, failure) -> ClientThreads.run(() -> end(workflow, answer)));
    } catch (Throwable failure) {
      completeExceptionally(failure);
    }
  }

  private void end(H workflow, Function<H, T> answer) {
    if (isDone()) {
      return;
    }
    try {
      complete(answer.apply(workflow));
    } catch (Throwable failure) {
      completeExceptionally(failure);
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      var unused = started.thenAccept(workflow -> ClientThreads.run(() -> stop(workflow)));
    }
    return cancelled;
  }

  private void stop(H workflow) {
    if (stopped.compareAndSet(false, true)) {
      try {
        cancel.accept(workflow);
      } catch (RuntimeException e) {
        log.warn("Cannot cancel a batch whose future was cancelled", e);
      }
    }
  }
}
