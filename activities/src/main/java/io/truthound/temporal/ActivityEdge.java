package io.truthound.temporal;

import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.engine.MemoryExhaustedException;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.storage.DamagedArtifactException;
import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The edge between activities and Temporal: heartbeats around work, exceptions as failures. */
final class ActivityEdge {
  /** History holds a failure's message several times. */
  private static final int LONGEST_MESSAGE = 2_000;

  /** So often an activity that waits for a slot looks whether it was cancelled. */
  private static final long LOOK_MILLIS = 500;

  private final ScheduledExecutorService clock;
  private final EndedRuns runs;
  private final WorkerListeners listeners;
  private final Semaphore slots;

  /**
   * Creates the edge of all activities of a worker.
   *
   * @param slots how many work at once: those of a machine's own task queue come beside the others
   */
  ActivityEdge(
      ScheduledExecutorService clock, EndedRuns runs, WorkerListeners listeners, int slots) {
    this.clock = clock;
    this.runs = runs;
    this.listeners = listeners;
    this.slots = new Semaphore(slots, true);
  }

  /** A piece of an activity's work. */
  interface Work<T> {
    T run(HeartbeatWatch watch) throws RefusedException, IOException, ScanCancelledException;
  }

  <T> T run(Work<T> work) {
    return run(null, work);
  }

  /** Does work that may be that of one slice. */
  <T> T run(@Nullable Integer slice, Work<T> work) {
    try (HeartbeatWatch watch = new HeartbeatWatch(clock, runs)) {
      return translated(watch, w -> ending(w, slice, work));
    }
  }

  private static <T> T translated(HeartbeatWatch watch, Work<T> work) {
    try {
      return work.run(watch);
    } catch (ScanCancelledException stopped) {
      throw over(watch);
    } catch (RefusedException refused) {
      throw ApplicationFailure.newNonRetryableFailure(
          shortened(String.valueOf(refused.getMessage())), refused.type());
    } catch (DamagedArtifactException damaged) {
      throw ApplicationFailure.newNonRetryableFailure(
          shortened(String.valueOf(damaged.getMessage())), FailureTypes.ARTIFACT_DAMAGED);
    } catch (MemoryExhaustedException tooLarge) {
      throw traceless(
          ApplicationFailure.newNonRetryableFailureWithCause(
              message(tooLarge), FailureTypes.MEMORY_EXHAUSTED, tooLarge));
    } catch (IOException infrastructure) {
      throw traceless(
          ApplicationFailure.newFailureWithCause(
              message(infrastructure), infrastructure.getClass().getName(), infrastructure));
    } catch (OutOfMemoryError heapTooSmall) {
      // What the work held is garbage by now. Ten more attempts would say the same.
      throw ApplicationFailure.newNonRetryableFailure(
          message(heapTooSmall), FailureTypes.MEMORY_EXHAUSTED);
    }
  }

  /** Its cause says where: twice is more than servers keep of what is tried again, 4 KB or so. */
  private static ApplicationFailure traceless(ApplicationFailure failure) {
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }

  private <T> T ending(HeartbeatWatch watch, @Nullable Integer slice, Work<T> work)
      throws RefusedException, IOException, ScanCancelledException {
    boolean done = false;
    try {
      T result = inTurn(watch, slice, work);
      done = true;
      return result;
    } finally {
      if (!done) {
        watch.ends();
      }
    }
  }

  /** Works when a slot is free: memory is there for so many and no more. */
  private <T> T inTurn(HeartbeatWatch watch, @Nullable Integer slice, Work<T> work)
      throws IOException, ScanCancelledException {
    try {
      while (!slots.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        watch.checkCancelled();
      }
    } catch (InterruptedException shutdown) {
      Thread.currentThread().interrupt();
      throw new IOException("The worker shuts down", shutdown);
    }
    try {
      return told(watch, slice, work);
    } finally {
      slots.release();
    }
  }

  private <T> T told(HeartbeatWatch watch, @Nullable Integer slice, Work<T> work) {
    AttemptTelling telling = listeners.tell(watch.info(), slice);
    try {
      T result = translated(watch, work);
      telling.done(watch.notes());
      return result;
    } catch (RuntimeException | Error failure) {
      if (failure == watch.over()) {
        telling.cancelled(watch.notes(), failure);
      } else {
        telling.failed(watch.notes(), failure);
      }
      throw failure;
    }
  }

  private static RuntimeException over(HeartbeatWatch watch) {
    RuntimeException over = watch.over();
    if (over == null) {
      throw Activity.wrap(new IllegalStateException("Told to stop by nobody"));
    }
    return over;
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
