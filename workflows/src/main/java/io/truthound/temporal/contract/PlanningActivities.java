package io.truthound.temporal.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Makes a plan durable. */
@ActivityInterface
public interface PlanningActivities {

  /**
   * Expands, pins, probes and cuts the dataset and writes the plan into the artifact store. A plan
   * that the run's folder already holds is returned as it is, whatever the sources look like now.
   *
   * <p>Fails non-retryably with a type of {@link FailureTypes} where the request cannot be planned.
   */
  @ActivityMethod(name = WireNames.PLAN)
  PlanSummary plan(PlanTask task);
}
