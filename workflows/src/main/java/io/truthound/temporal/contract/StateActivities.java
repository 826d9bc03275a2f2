package io.truthound.temporal.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.truthound.temporal.merge.MeasuredRule;
import java.util.List;

/** Merges what slices found out about columns, and judges what comes of it. */
@ActivityInterface
public interface StateActivities {

  /**
   * Merges some neighbours of a level into one node of the level above, and writes it into the
   * artifact store. A node that lies there already is left as it is.
   */
  @ActivityMethod(name = WireNames.MERGE_STATES)
  void mergeStates(StatesTask task);

  /** Merges the last nodes and returns the verdict of each rule that measures a column. */
  @ActivityMethod(name = WireNames.MEASURE)
  List<MeasuredRule> measure(MeasureTask task);
}
