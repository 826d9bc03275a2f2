package io.truthound.temporal.app.report;

import io.truthound.temporal.contract.BatchProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Tells the pace of a batch that is watched by what it did in the last minute: a pause, or a worker
 * more, soon shows. Not safe for use by many threads.
 */
public final class RecentPace {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Rows come slice by slice: a shorter time tells little. */
  private static final Duration SHORTEST = Duration.ofSeconds(10);

  private final Deque<Seen> seen = new ArrayDeque<>();
  private boolean paused;

  private record Seen(Instant at, long rows) {}

  /** Takes a look into account and returns the pace, as far as one is known. */
  public Optional<Pace> see(BatchProgress progress, Instant now) {
    paused |= progress.paused();
    if (!Pace.reads(progress)) {
      seen.clear();
      return Optional.empty();
    }
    while (!seen.isEmpty() && seen.getFirst().at().isBefore(now.minus(LONGEST))) {
      seen.removeFirst();
    }
    seen.addLast(new Seen(now, progress.mergedRows()));
    Optional<Pace> recent = recent(progress, now);
    // A pause would count as time that the rows before it took.
    return recent.isPresent() || paused ? recent : Pace.sinceItBegan(progress, now);
  }

  private Optional<Pace> recent(BatchProgress progress, Instant now) {
    Seen first = seen.getFirst();
    Duration time = Duration.between(first.at(), now);
    return time.compareTo(SHORTEST) < 0
        ? Optional.empty()
        : Pace.of(progress.mergedRows() - first.rows(), time, progress);
  }
}
