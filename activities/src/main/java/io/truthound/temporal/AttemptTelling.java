package io.truthound.temporal;

import io.temporal.activity.ActivityInfo;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.truthound.temporal.listener.Attempt;
import io.truthound.temporal.listener.Outcome;
import java.time.Duration;

/** Tells of one attempt, from its beginning to its end. */
final class AttemptTelling {
  private final WorkerListeners listeners;
  private final ActivityInfo activity;
  private final Attempt attempt;
  private final long began = System.nanoTime();

  /** Tells that an attempt begins. */
  AttemptTelling(WorkerListeners listeners, ActivityInfo activity, Attempt attempt) {
    this.listeners = listeners;
    this.activity = activity;
    this.attempt = attempt;
    listeners.attemptBegan(attempt);
  }

  void done(AttemptNotes notes) {
    listeners.attemptEnded(attempt, notes.done(duration()));
  }

  void cancelled(AttemptNotes notes, Throwable by) {
    listeners.attemptEnded(attempt, notes.end(Outcome.CANCELLED, duration(), by));
  }

  void failed(AttemptNotes notes, Throwable failure) {
    Outcome outcome = isFinal(failure) || isLast() ? Outcome.FAILED_FOR_GOOD : Outcome.FAILED;
    listeners.attemptEnded(attempt, notes.end(outcome, duration(), failure));
  }

  private static boolean isFinal(Throwable failure) {
    return failure instanceof ApplicationFailure known && known.isNonRetryable();
  }

  private boolean isLast() {
    RetryOptions retry = activity.getRetryOptions();
    int most = retry == null ? 0 : retry.getMaximumAttempts();
    return most > 0 && attempt.number() >= most;
  }

  private Duration duration() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
