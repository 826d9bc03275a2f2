package io.truthound.temporal.workflow;

import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.Ended;
import java.time.Duration;

/** A planned batch under way. */
sealed interface Run permits BatchRun, ProfileRun, LearnRun {

  PlanSummary plan();

  /**
   * Does all that is planned but the report.
   *
   * @throws io.temporal.failure.CanceledFailure when the scope that it runs in is cancelled
   */
  void work();

  /** Waits until cancelled activities have let go, at most so long. */
  void drain(Duration most);

  /** Returns how the batch ended when nothing from outside ended it. */
  Ended ended();

  /** Writes the report and returns the answer. */
  BatchOutcome report(Activities activities, Ended ended);

  /** Returns the most activities that it takes when nothing fails. */
  int activities();
}
