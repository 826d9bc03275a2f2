package io.truthound.temporal.workflow;

import io.truthound.temporal.contract.ReportTask.Folded;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.result.ArtifactRef;
import org.jspecify.annotations.Nullable;

/** Merges finished slices in plan order; takes them out of those that wait. */
interface Merging {

  /** Returns what the slices merged so far came to. */
  MergedPrefix merged();

  /** Says whether {@link #merge} would get on. */
  boolean canMerge(int end);

  /**
   * Merges slices whose turn it is, or begins to.
   *
   * @param end the first slice that does not count
   * @throws io.temporal.failure.TemporalFailure when merging failed
   */
  void merge(int end);

  /** Says whether an activity merges now. */
  boolean isRunning();

  /** Merges what finished before its batch was stopped, and waits for it. */
  void settle();

  /** Returns where the merged tallies lie when history does not hold them; else null. */
  @Nullable Folded folded(boolean keepsRules);

  /** Returns the artifact of the last merge; null where none is written or none yet. */
  @Nullable ArtifactRef state();
}
