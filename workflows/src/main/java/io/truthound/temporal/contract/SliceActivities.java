package io.truthound.temporal.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.truthound.temporal.merge.SliceSummary;

/** Checks or profiles slices. */
@ActivityInterface
public interface SliceActivities {

  /**
   * Scans a slice once with all rules and writes its whole result into the artifact store. A result
   * that lies there already is returned unscanned. Bad data never fails it; infrastructure does.
   */
  @ActivityMethod(name = WireNames.CHECK_SLICE)
  SliceSummary checkSlice(SliceTask task);

  /**
   * Scans a slice for what its columns are like and writes that into the artifact store; else as
   * {@link #checkSlice}.
   */
  @ActivityMethod(name = WireNames.PROFILE_SLICE)
  SliceSummary profileSlice(SliceTask task);

  /**
   * Writes a result that makes every chunk of a slice ERROR, unless a late attempt has written a
   * real one: then that one counts.
   */
  @ActivityMethod(name = WireNames.GIVE_UP_SLICE)
  SliceSummary giveUpSlice(LostSlice lost);
}
