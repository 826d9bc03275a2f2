package io.truthound.temporal.app.observe;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether work comes to the worker. However many ask, the worker is asked by one at a time: every
 * five seconds while it is ready, else every second. The others get the answer before. Safe for use
 * by many threads.
 */
final class Readiness {
  private static final Page READY = Page.text(200, "ready");
  private static final String NOT_STARTED = "The worker has not started";
  private static final String STOPS = "The worker stops";

  private final LongSupplier nanos;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Supplier<Optional<String>> worker = () -> Optional.of(NOT_STARTED);
  private volatile Answer last;

  Readiness(LongSupplier nanos) {
    this.nanos = nanos;
    this.last = answer(worker.get());
  }

  /** An answer, and until when it is given. */
  private record Answer(Page page, long until) {}

  void watch(Supplier<Optional<String>> trouble) {
    worker = trouble;
    last = new Answer(last.page(), nanos.getAsLong());
  }

  void stopping() {
    watch(() -> Optional.of(STOPS));
    last = answer(Optional.of(STOPS));
  }

  Page page() {
    if (nanos.getAsLong() - last.until() >= 0 && asking.tryLock()) {
      try {
        Supplier<Optional<String>> asked = worker;
        Answer answer = answer(asked.get());
        if (asked == worker) { // else it has begun to stop meanwhile
          last = answer;
        }
      } finally {
        asking.unlock();
      }
    }
    return last.page();
  }

  private Answer answer(Optional<String> trouble) {
    Page page = trouble.map(why -> Page.text(503, why)).orElse(READY);
    long seconds = trouble.isEmpty() ? 5 : 1;
    return new Answer(page, nanos.getAsLong() + TimeUnit.SECONDS.toNanos(seconds));
  }
}
