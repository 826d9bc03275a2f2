package io.truthound.temporal.workflow;

import io.truthound.temporal.contract.Carried;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.Ended;
import java.time.Duration;

/** A planned batch under way. */
sealed interface Run permits BatchRun, ProfileRun, LearnRun {

  PlanSummary plan();

  /**
   * Does all that is planned but the report, or as much as one workflow run should.
   *
   * @return whether all is done; else nothing is in flight, and {@link #carried} says where to go
   *     on
   * @throws io.temporal.failure.CanceledFailure when the scope that it runs in is cancelled
   */
  boolean work();

  /** Returns what the workflow run that continues this one needs. */
  Carried carried();

  /** Returns the answer as far as it is known, as if the batch ended so now. Waits for nothing. */
  BatchOutcome known(Ended ended);

  /** Returns what happened so far. */
  EventLog events();

  /** Returns how many of its steps are finished; what grows shows that somebody works for it. */
  long finished();

  /** Hears that nothing can be read any more, and why. */
  void lose(String why);

  /** Waits until cancelled activities have let go, at most so long. */
  void drain(Duration most);

  /** Returns how the batch ended when nothing from outside ended it. */
  Ended ended();

  /** Writes the report and returns the answer. */
  BatchOutcome report(Activities activities, Ended ended);

  /** Returns the most activities that it takes when nothing fails. */
  int activities();
}
