package io.truthound.temporal.fetch;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait where a store asks for fewer requests: twice as long each time, and up to that.
 *
 * @param first after the first time
 * @param longest at most
 * @param times how often to wait before giving up
 */
record Pacing(Duration first, Duration longest, int times) {
  /** About two minutes in all: a store that splits its load needs so long. */
  static final Pacing DEFAULT = new Pacing(Duration.ofSeconds(1), Duration.ofSeconds(20), 10);

  /** Waits for the time after so many times before; never two fetchers the same. */
  void pause(int before) throws InterruptedException {
    long most = Math.min(longest.toMillis(), first.toMillis() << Math.min(before, 16));
    Thread.sleep(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
  }
}
