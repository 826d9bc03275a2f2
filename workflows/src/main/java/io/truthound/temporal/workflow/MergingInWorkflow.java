package io.truthound.temporal.workflow;

import io.truthound.temporal.contract.ReportTask.Folded;
import io.truthound.temporal.merge.ClosedChunks;
import io.truthound.temporal.merge.Judge;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.merge.SliceSummary;
import io.truthound.temporal.result.ArtifactRef;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** Merges the summaries of slices, which hold their tallies. */
final class MergingInWorkflow implements Merging {
  private final Judge judge;
  private final boolean stopAtFailure;
  private final NavigableMap<Integer, SliceSummary> waiting;
  private final EventLog events;
  private MergedPrefix merged;

  MergingInWorkflow(
      MergedPrefix merged,
      Judge judge,
      boolean stopAtFailure,
      NavigableMap<Integer, SliceSummary> waiting,
      EventLog events) {
    this.merged = merged;
    this.judge = judge;
    this.stopAtFailure = stopAtFailure;
    this.waiting = waiting;
    this.events = events;
  }

  @Override
  public MergedPrefix merged() {
    return merged;
  }

  @Override
  public boolean canMerge(int end) {
    return waiting.containsKey(merged.slices());
  }

  @Override
  public void merge(int end) {
    while (merged.stop() == null && canMerge(end)) {
      SliceSummary slice = waiting.pollFirstEntry().getValue();
      MergedPrefix before = merged;
      merged = Failures.consistently(slice, () -> before.plus(slice, judge, stopAtFailure));
      events.merged(slice, ClosedChunks.joined(before, slice, merged), merged.stop());
    }
  }

  @Override
  public boolean isRunning() {
    return false;
  }

  @Override
  public void settle() {
    // Whatever finished in time is merged already.
  }

  @Override
  public @Nullable Folded folded(boolean keepsRules) {
    return null;
  }

  @Override
  public @Nullable ArtifactRef state() {
    return null;
  }
}
