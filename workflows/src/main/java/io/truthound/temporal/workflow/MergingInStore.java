package io.truthound.temporal.workflow;

import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.truthound.temporal.contract.MergeActivities;
import io.truthound.temporal.contract.MergeSummary;
import io.truthound.temporal.contract.MergeTask;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.contract.ReportTask.Folded;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.merge.MergedPrefix.Stop;
import io.truthound.temporal.merge.SliceSummary;
import io.truthound.temporal.result.ArtifactRef;
import java.util.Locale;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Has activities merge what slices left in the artifact store, one after another: each takes the
 * slices whose turn it is and what the one before it wrote. History holds no tallies.
 */
final class MergingInStore implements Merging {
  private static final int MOST_AT_ONCE = 64;

  /** About how many merges a batch with many slices takes. */
  private static final int MERGES = 256;

  private final PlanSummary plan;
  private final Activities activities;
  private final boolean stopAtFailure;
  private final NavigableMap<Integer, SliceSummary> waiting;
  private final EventLog events;
  private final Runnable onMerge;
  private MergedPrefix merged;
  private @Nullable ArtifactRef state;
  private @Nullable RuntimeException broken;
  private boolean running;

  /**
   * Begins, or goes on.
   *
   * @param merged what slices before came to
   * @param state where that lies; null where there are none
   */
  MergingInStore(
      MergedPrefix merged,
      @Nullable ArtifactRef state,
      PlanSummary plan,
      Activities activities,
      boolean stopAtFailure,
      NavigableMap<Integer, SliceSummary> waiting,
      EventLog events,
      Runnable onMerge) {
    this.merged = merged;
    this.state = state;
    this.plan = plan;
    this.activities = activities;
    this.stopAtFailure = stopAtFailure;
    this.waiting = waiting;
    this.events = events;
    this.onMerge = onMerge;
  }

  /** Returns how many slices are worth a merge of their own, so that history stays short. */
  private static int enough(PlanSummary plan, boolean stopAtFailure) {
    return stopAtFailure ? 1 : Math.min(MOST_AT_ONCE, 1 + (plan.slices() - 1) / MERGES);
  }

  /** Returns how many merges a batch takes at most. */
  static int mostMerges(PlanSummary plan, boolean stopAtFailure) {
    int enough = enough(plan, stopAtFailure);
    return (plan.slices() + enough - 1) / enough;
  }

  @Override
  public MergedPrefix merged() {
    return merged;
  }

  @Override
  public boolean canMerge(int end) {
    return broken != null || (!running && next() >= enoughBefore(end));
  }

  private int enoughBefore(int end) {
    return Math.max(1, Math.min(enough(plan, stopAtFailure), end - merged.slices()));
  }

  /** Returns how many slices could be merged now. */
  private int next() {
    int count = 0;
    while (merged.stop() == null
        && count < MOST_AT_ONCE
        && waiting.containsKey(merged.slices() + count)) {
      count++;
    }
    return count;
  }

  @Override
  public void merge(int end) {
    if (canMerge(end)) {
      requireSound();
      start(next());
    }
  }

  private void start(int slices) {
    int first = merged.slices();
    running = true;
    MergeActivities stub =
        activities.merging(
            String.format(Locale.ROOT, "merge slices %,d to %,d", first + 1, first + slices));
    MergeTask task = new MergeTask(plan.folder(), plan.plan(), state, first, slices, stopAtFailure);
    Async.function(stub::mergeSlices, task)
        .handle(
            (summary, failure) -> {
              running = false;
              if (failure == null) {
                accept(summary);
              } else if (!Failures.isCancelled(failure)) {
                broken = failure;
              }
              return null;
            });
  }

  private void accept(MergeSummary summary) {
    state = summary.state();
    NavigableMap<Integer, SliceSummary> done = waiting.headMap(summary.merged().slices(), false);
    // The store does not tell who scanned a slice: what lies there is the same whoever did.
    int reused = (int) done.values().stream().filter(SliceSummary::reused).count();
    log(summary, merged.slices());
    merged = summary.merged().reusing(merged.reused() + reused);
    done.clear();
    onMerge.run();
  }

  private void log(MergeSummary summary, int first) {
    int end = summary.merged().slices();
    for (int slice = first; slice < end; slice++) {
      Stop stop = slice == end - 1 ? summary.merged().stop() : null;
      SliceSummary merged = waiting.get(slice);
      if (merged != null) {
        events.merged(merged, summary.joined(slice - first), stop);
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public void settle() {
    int before = -1;
    // A merge that is cancelled here too brings nothing: then what is known is the answer.
    while (!running && next() > 0 && merged.slices() > before) {
      before = merged.slices();
      start(next());
      Workflow.await(() -> !running);
      requireSound();
    }
  }

  private void requireSound() {
    if (broken != null) {
      throw broken;
    }
  }

  @Override
  public Folded folded(boolean keepsRules) {
    return new Folded(state, keepsRules, null);
  }

  @Override
  public @Nullable ArtifactRef state() {
    return state;
  }
}
