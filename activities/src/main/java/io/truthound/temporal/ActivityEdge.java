package io.truthound.temporal;

import io.temporal.activity.Activity;
import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.client.ActivityCanceledException;
import io.temporal.failure.ApplicationFailure;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.engine.ArrowUnavailableException;
import io.truthound.temporal.engine.MemoryExhaustedException;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.storage.DamagedArtifactException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The edge between activities and Temporal: heartbeats around work, exceptions as failures. */
final class ActivityEdge {
  private static final Logger log = LoggerFactory.getLogger(ActivityEdge.class);

  /** History holds a failure's message several times. */
  private static final int LONGEST_MESSAGE = 2_000;

  /** So often an activity that waits for a slot looks whether it was cancelled. */
  private static final long LOOK_MILLIS = 500;

  private final ScheduledExecutorService clock;
  private final EndedRuns runs;
  private final WorkerListeners listeners;
  private final Semaphore slots;
  private final Executor finishers;

  /**
   * Creates the edge of all activities of a worker.
   *
   * @param slots how many work at once: those of a machine's own task queue come beside the others
   * @param finishers where work goes on that did not wait for its engine
   */
  ActivityEdge(
      ScheduledExecutorService clock,
      EndedRuns runs,
      WorkerListeners listeners,
      int slots,
      Executor finishers) {
    this.listeners = listeners;
    this.finishers = finishers;
    this.clock = clock;
    this.runs = runs;
    this.slots = new Semaphore(slots, true);
  }

  /** A piece of an activity's work. */
  interface Work<T> {
    T run(HeartbeatWatch watch) throws RefusedException, IOException, ScanCancelledException;
  }

  <T> T run(Work<T> work) {
    try (HeartbeatWatch watch = new HeartbeatWatch(clock, runs)) {
      return joined(watch, begun(watch, null, w -> CompletableFuture.completedFuture(work.run(w))));
    }
  }

  /** A piece of an activity's work that may end after it has returned. */
  interface LaterWork<T> {
    CompletionStage<T> begin(HeartbeatWatch watch)
        throws RefusedException, IOException, ScanCancelledException;
  }

  /**
   * Begins work. Where that is not all, the activity goes on without a thread: it heartbeats, takes
   * its slot, and is completed when the work is.
   */
  @SuppressWarnings("NullAway") // Temporal does not look at what such an activity returns
  <T> T begin(int slice, LaterWork<T> work) {
    HeartbeatWatch watch = new HeartbeatWatch(clock, runs);
    CompletableFuture<T> stage = begun(watch, slice, work);
    if (stage.isDone()) {
      try (watch) {
        return joined(watch, stage);
      }
    }
    ManualActivityCompletionClient client =
        Activity.getExecutionContext().useLocalManualCompletion();
    CompletableFuture<T> unused =
        stage.whenComplete((result, failure) -> complete(client, watch, result, failure));
    return null;
  }

  /** Begins work when a slot is free: memory is there for so many and no more. */
  private <T> CompletableFuture<T> begun(
      HeartbeatWatch watch, @Nullable Integer slice, LaterWork<T> work) {
    try {
      takeSlot(watch);
    } catch (IOException | ScanCancelledException e) {
      return CompletableFuture.failedFuture(failure(watch, e));
    }
    AttemptTelling telling = listeners.tell(watch.info(), slice);
    CompletableFuture<T> stage;
    try {
      stage = work.begin(watch).toCompletableFuture();
    } catch (Throwable e) {
      stage = CompletableFuture.failedFuture(e);
    }
    return stage.handle(
        (result, e) -> {
          slots.release();
          return told(watch, telling, result, e);
        });
  }

  /** Tells how an attempt ended; its failure is then the one that the server sees. */
  private static <T> T told(
      HeartbeatWatch watch, AttemptTelling telling, T result, @Nullable Throwable e) {
    if (e == null) {
      telling.done(watch.notes());
      return result;
    }
    RuntimeException failure = failure(watch, cause(e));
    if (failure == watch.over()) {
      telling.cancelled(watch.notes(), failure);
    } else {
      telling.failed(watch.notes(), failure);
    }
    throw failure;
  }

  private static <T> T joined(HeartbeatWatch watch, CompletableFuture<T> done) {
    try {
      return done.join();
    } catch (CompletionException e) {
      watch.ends();
      throw (RuntimeException) cause(e);
    }
  }

  private static <T> void complete(
      ManualActivityCompletionClient client,
      HeartbeatWatch watch,
      @Nullable T result,
      @Nullable Throwable failure) {
    try (watch) {
      if (failure == null) {
        client.complete(result);
      } else {
        watch.ends();
        fail(client, (RuntimeException) cause(failure));
      }
    } catch (RuntimeException e) {
      // The server tries the slice again, if it still wants it.
      log.warn("Cannot complete activity id={}: {}", watch.info().getActivityId(), e.toString());
    }
  }

  private static void fail(ManualActivityCompletionClient client, RuntimeException failure) {
    if (failure instanceof ActivityCanceledException) {
      client.reportCancellation(null);
    } else {
      client.fail(failure);
    }
  }

  /** Returns what a stage failed with. */
  static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** Returns where stages go on that an engine has completed on a thread of its own. */
  Executor finishers() {
    return finishers;
  }

  private static RuntimeException failure(HeartbeatWatch watch, Throwable e) {
    if (e instanceof ScanCancelledException) {
      return over(watch);
    }
    if (e instanceof RefusedException refused) {
      return ApplicationFailure.newNonRetryableFailure(
          shortened(String.valueOf(refused.getMessage())), refused.type());
    }
    if (e instanceof OutOfMemoryError heapTooSmall) {
      // What the work held is garbage by now. Ten more attempts would say the same.
      return ApplicationFailure.newNonRetryableFailure(
          message(heapTooSmall), FailureTypes.MEMORY_EXHAUSTED);
    }
    if (e instanceof Error bug) {
      return traceless(
          ApplicationFailure.newFailureWithCause(
              shortened(bug.toString()), bug.getClass().getName(), bug));
    }
    return e instanceof IOException io ? failure(io) : Activity.wrap(e);
  }

  private static RuntimeException failure(IOException e) {
    if (e instanceof DamagedArtifactException) {
      return ApplicationFailure.newNonRetryableFailure(message(e), FailureTypes.ARTIFACT_DAMAGED);
    }
    if (e instanceof ArrowUnavailableException) {
      return ApplicationFailure.newNonRetryableFailure(message(e), FailureTypes.REQUEST_REFUSED);
    }
    return traceless(
        e instanceof MemoryExhaustedException
            ? ApplicationFailure.newNonRetryableFailureWithCause(
                message(e), FailureTypes.MEMORY_EXHAUSTED, e)
            : ApplicationFailure.newFailureWithCause(message(e), e.getClass().getName(), e));
  }

  /** Its cause says where: twice is more than servers keep of what is tried again, 4 KB or so. */
  private static ApplicationFailure traceless(ApplicationFailure failure) {
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }

  private void takeSlot(HeartbeatWatch watch) throws IOException, ScanCancelledException {
    try {
      while (!slots.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        watch.checkCancelled();
      }
    } catch (InterruptedException shutdown) {
      Thread.currentThread().interrupt();
      throw new IOException("The worker shuts down", shutdown);
    }
  }

  private static RuntimeException over(HeartbeatWatch watch) {
    RuntimeException over = watch.over();
    return over == null ? new IllegalStateException("Told to stop by nobody") : over;
  }

  private static String message(IOException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : shortened(message);
  }

  private static String message(OutOfMemoryError heapTooSmall) {
    return "Out of memory in the worker's JVM, whose heap is at most %,d MB: %s (what helps: %s)"
        .formatted(
            Runtime.getRuntime().maxMemory() >> 20,
            shortened(String.valueOf(heapTooSmall.getMessage())),
            "a larger heap, as by -Xmx1g or TRUTHOUND_JAVA_OPTIONS=-Xmx1g, or fewer slots");
  }

  private static String shortened(String message) {
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE) + "…";
  }
}
