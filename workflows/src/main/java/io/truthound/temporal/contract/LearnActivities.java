package io.truthound.temporal.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.truthound.temporal.result.LearnResult;

/** Learns rules from what slices found out. */
@ActivityInterface
public interface LearnActivities {

  /**
   * Merges the last nodes and names the columns that may be unique as far as they tell, with the
   * number of partitions that settle it. Columns that they prove to be unique are not among them.
   */
  @ActivityMethod(name = WireNames.FIND_UNIQUE)
  KeyColumns findUnique(StatesTask states);

  /**
   * Merges the last nodes, says which rules all rows keep and writes the report, once per batch.
   * Returns the answer as history may hold it: without sets of values, and without schema and rules
   * where they are too many.
   */
  @ActivityMethod(name = WireNames.LEARN)
  LearnResult learn(LearnTask task);
}
