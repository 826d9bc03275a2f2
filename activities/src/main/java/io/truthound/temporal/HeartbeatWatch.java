package io.truthound.temporal;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
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
  private final List<Runnable> stops = new ArrayList<>();
  private final ScheduledFuture<?> beats;
  private @Nullable ActivityCompletionException over;

  HeartbeatWatch(ScheduledExecutorService clock) {
    this.context = Activity.getExecutionContext();
    this.beats = clock.scheduleWithFixedDelay(this::beat, 0, BEAT_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void beat() {
    try {
      context.heartbeat(done.get());
    } catch (ActivityCompletionException stop) {
      cancelled(stop);
      beats.cancel(false);
    }
  }

  private void cancelled(ActivityCompletionException stop) {
    List<Runnable> all;
    synchronized (this) {
      over = stop;
      all = List.copyOf(stops);
    }
    all.forEach(Runnable::run);
  }

  /** Returns why the activity must end, or null where it may go on. */
  synchronized @Nullable ActivityCompletionException over() {
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
  }
}
