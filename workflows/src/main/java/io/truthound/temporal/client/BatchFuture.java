package io.truthound.temporal.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private final Kind<H, T> kind;

  /** What is done with a workflow of one kind. */
  interface Kind<H, T> {
    /** Waits for the answer without a thread. */
    CompletableFuture<?> closed(H workflow);

    /** Returns the answer of a workflow that is closed. */
    T answer(H workflow);

    void cancel(H workflow);
  }

  private BatchFuture(Kind<H, T> kind) {
    this.kind = kind;
  }

  /**
   * Has a workflow started, and its answer fetched once it is closed.
   *
   * @param start starts it; run by another thread
   */
  static <H, T> BatchFuture<H, T> of(Supplier<H> start, Kind<H, T> kind) {
    BatchFuture<H, T> future = new BatchFuture<>(kind);
    ClientThreads.run(() -> future.begin(start));
    return future;
  }

  private void begin(Supplier<H> start) {
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
          kind.closed(workflow)
              // Whatever came of it: the answer says so, in our own exceptions.
              .whenComplete((closed, failure) -> ClientThreads.run(() -> end(workflow)));
    } catch (Throwable failure) {
      completeExceptionally(failure);
    }
  }

  private void end(H workflow) {
    if (isDone()) {
      return;
    }
    try {
      complete(kind.answer(workflow));
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
        kind.cancel(workflow);
      } catch (RuntimeException e) {
        log.warn("Cannot cancel a batch whose future was cancelled", e);
      }
    }
  }
}
