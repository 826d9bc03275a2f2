package io.truthound.temporal.client;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that start batches and tell hooks for those who do not want to wait; daemons, which
 * end when there is nothing to do.
 */
final class ClientThreads {
  /** So many batches can have a slow hook at once before one waits for another. */
  private static final int MOST = 32;

  private static final ScheduledThreadPoolExecutor THREADS = threads();

  private ClientThreads() {}

  static void run(Runnable step) {
    THREADS.execute(step);
  }

  /** Runs a step later; cancelling what is returned has it not run. */
  static Future<?> after(long millis, Runnable step) {
    return THREADS.schedule(step, millis, TimeUnit.MILLISECONDS);
  }

  private static ScheduledThreadPoolExecutor threads() {
    AtomicInteger number = new AtomicInteger();
    ScheduledThreadPoolExecutor threads =
        new ScheduledThreadPoolExecutor(
            MOST,
            work -> {
              Thread thread = new Thread(work, "truthound-client-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.setKeepAliveTime(1, TimeUnit.SECONDS);
    threads.allowCoreThreadTimeOut(true);
    threads.setRemoveOnCancelPolicy(true);
    return threads;
  }
}
