package io.truthound.temporal.workflow;

import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Starts timers that Temporal's UI shows by what they wait for. */
final class Timers {
  private Timers() {}

  static Promise<Void> start(Duration time, String summary) {
    return Workflow.newTimer(time, TimerOptions.newBuilder().setSummary(summary).build());
  }

  /** Waits for as long, unless the current scope is cancelled. */
  static void sleep(Duration time, String summary) {
    start(time, summary).get();
  }
}
