package io.truthound.temporal;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.failure.ApplicationFailure;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Heartbeats for an activity while it works, and passes on that it was cancelled. Its own thread
 * beats, since a scan may be silent for longer than the heartbeat timeout.
 */
final class HeartbeatWatch implements ScanWatch, AutoCloseable {
  private static final long BEAT_MILLIS = 1_000;

  private final ActivityExecutionContext context;
  private final AtomicLong done = new AtomicLong();
  private final AttemptNotes notes = new AttemptNotes();
  private final List<Runnable> stops = new ArrayList<>();
  private final ScheduledFuture<?> beats;
  private final int abandoned;
  private final EndedRuns runs;
  private @Nullable RuntimeException over;

  /**
   * Begins to beat.
   *
   * @param runs tells it where its run has abandoned it
   */
  HeartbeatWatch(ScheduledExecutorService clock, EndedRuns runs) {
    this.context = Activity.getExecutionContext();
    this.runs = runs;
    this.abandoned = context.getHeartbeatDetails(Beat.class).map(Beat::neverEnded).orElse(0);
    if (context.getInfo().getAttempt() > 1) {
      // At once: what is scanned now may take the worker with it.
      beat();
    }
    this.beats = clock.scheduleWithFixedDelay(this::beat, 0, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    runs.tell(this);
  }

  ActivityInfo info() {
    return context.getInfo();
  }

  /** Returns what those hear at the end who listen. */
  AttemptNotes notes() {
    return notes;
  }

  /** Stops the work of a run that needs it no more. */
  void abandon() {
    cancelled(
        ApplicationFailure.newNonRetryableFailure("The batch has ended", "truthound.Abandoned"));
  }

  /** Returns how many attempts before this one never ended: their workers are gone, or too slow. */
  int abandoned() {
    return abandoned;
  }

  /** Says whether the server waits for this attempt no more: it took too long, or all is over. */
  synchronized boolean isForgotten() {
    return over instanceof ActivityNotExistsException;
  }

  private void beat() {
    if (over() != null) {
      return; // told to stop: the server wants no more beats
    }
    try {
      context.heartbeat(new Beat(done.get(), abandoned, true));
    } catch (ActivityCompletionException stop) {
      cancelled(stop);
    }
  }

  /** Says that this attempt ends with an exception: it is sent with that. */
  void ends() {
    beats.cancel(false);
    try {
      context.heartbeat(new Beat(done.get(), abandoned, false));
    } catch (ActivityCompletionException stop) {
      cancelled(stop);
    }
  }

  private void cancelled(RuntimeException stop) {
    List<Runnable> all;
    synchronized (this) {
      if (over != null) {
        return; // the first reason counts, and all have been told
      }
      over = stop;
      all = List.copyOf(stops);
    }
    all.forEach(Runnable::run);
  }

  /** Returns why the activity must end, or null where it may go on. */
  synchronized @Nullable RuntimeException over() {
    return over;
  }

  @Override
  public void progress(long rows) {
    done.addAndGet(rows);
  }

  @Override
  public synchronized void checkCancelled() throws ScanCancelledException {
    if (over != null) {
      throw new ScanCancelledException();
    }
  }

  @Override
  public Registration onCancel(Runnable stop) {
    boolean now;
    synchronized (this) {
      stops.add(stop);
      now = over != null;
    }
    if (now) {
      stop.run();
    }
    return () -> forget(stop);
  }

  private synchronized void forget(Runnable stop) {
    stops.remove(stop);
  }

  @Override
  public void close() {
    beats.cancel(false);
    runs.forget(this);
  }
}
