package io.truthound.temporal.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Keeps what datasets are held against where no rules say it. */
@ActivityInterface
public interface BaselineActivities {

  /**
   * Returns the schema that a dataset is held against: its baseline. Where it has none, what was
   * learned becomes it, if all rows were learned from; else that is returned and nothing is stored.
   */
  @ActivityMethod(name = WireNames.BASELINE)
  BaselineFound baseline(BaselineTask task);
}
