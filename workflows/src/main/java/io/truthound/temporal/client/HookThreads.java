package io.truthound.temporal.client;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that tell hooks; daemons, which end when there is nothing to tell. */
final class HookThreads {
  /** So many batches can have a slow hook at once before one waits for another. */
  private static final int MOST = 32;

  private static final ScheduledThreadPoolExecutor THREADS = threads();

  private HookThreads() {}

  static void after(long millis, Runnable step) {
    var unused = THREADS.schedule(step, millis, TimeUnit.MILLISECONDS);
  }

  private static ScheduledThreadPoolExecutor threads() {
    AtomicInteger number = new AtomicInteger();
    ScheduledThreadPoolExecutor threads =
        new ScheduledThreadPoolExecutor(
            MOST,
            work -> {
              Thread thread = new Thread(work, "truthound-hooks-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.setKeepAliveTime(1, TimeUnit.SECONDS);
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
