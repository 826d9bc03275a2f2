package io.truthound.temporal.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.truthound.temporal.result.ProfileResult;

/** Makes profiles of what slices found out. */
@ActivityInterface
public interface ProfileActivities {

  /**
   * Merges the last nodes, says what the columns are like and writes the report, once per batch.
   * Returns the answer as history may hold it: without values that stand for rows, and without
   * columns where they are too many.
   */
  @ActivityMethod(name = WireNames.PROFILE)
  ProfileResult profile(ProfileTask task);
}
