package io.truthound.temporal.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Merges slices of wide batches: those with so many rules that history cannot hold them. */
@ActivityInterface
public interface MergeActivities {

  /**
   * Adds slices in plan order to what those before them came to, writes that into the artifact
   * store and returns it without tallies. Stops behind the lowest failing chunk where that ends the
   * batch.
   */
  @ActivityMethod(name = WireNames.MERGE_SLICES)
  MergeSummary mergeSlices(MergeTask task);
}
