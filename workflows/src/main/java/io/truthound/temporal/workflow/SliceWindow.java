package io.truthound.temporal.workflow;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.truthound.temporal.contract.Carried;
import io.truthound.temporal.contract.LostSlice;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.contract.SliceActivities;
import io.truthound.temporal.contract.SliceTask;
import io.truthound.temporal.merge.Judge;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.merge.SliceSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs slices through a sliding window and merges them in plan order, whatever order they finish
 * in. Finished slices wait for their turn; how many may is bounded.
 */
final class SliceWindow {
  /** How far the start of slices may run ahead of the merge, beyond the window itself. */
  private static final int MOST_WAITING = 64;

  private final PlanSummary plan;
  private final Activities activities;
  private final boolean stopAtFailure;
  private final IntSupplier width;
  private final Scan scan;
  private final Runnable onMerge;

  private final TreeMap<Integer, CancellationScope> running = new TreeMap<>();
  private final TreeMap<Integer, LostSlice> lost = new TreeMap<>();
  private final TreeMap<Integer, SliceSummary> waiting = new TreeMap<>();
  private final Merging merging;
  private int next;
  private int end;
  private @Nullable TemporalFailure broken;

  /** Has an activity scan a slice. */
  interface Scan {
    Promise<SliceSummary> start(SliceActivities stub, SliceTask task);
  }

  /**
   * Creates a window over all slices that are not merged yet.
   *
   * @param rules how many rules history holds tallies of
   * @param width how many may be in flight at the moment
   * @param carried what a workflow run before merged; null in the first
   */
  SliceWindow(
      PlanSummary plan,
      Activities activities,
      Judge judge,
      int rules,
      @Nullable Carried carried,
      boolean stopAtFailure,
      IntSupplier width,
      Scan scan,
      Runnable onMerge) {
    this.plan = plan;
    this.activities = activities;
    this.stopAtFailure = stopAtFailure;
    this.width = width;
    this.scan = scan;
    this.onMerge = onMerge;
    MergedPrefix merged = carried == null ? MergedPrefix.empty(rules) : carried.merged();
    this.merging =
        plan.wide()
            ? new MergingInStore(
                merged,
                carried == null ? null : carried.folded(),
                plan,
                activities,
                stopAtFailure,
                waiting,
                onMerge)
            : new MergingInWorkflow(merged, judge, stopAtFailure, waiting);
    this.next = merged.slices();
    this.end = plan.slices();
  }

  /**
   * Scans slices until all are merged or the lowest failing chunk is certain, or this workflow
   * run's history is long enough.
   *
   * @return whether nothing is left to scan; else all slices begun are merged
   * @throws CanceledFailure when the scope that it runs in is cancelled
   * @throws TemporalFailure when a slice can neither be checked nor given up
   */
  boolean run() {
    while (!isDone() && !isDrained()) {
      // Started here and not by a finished slice's callback: only here is this window's own scope
      // current, and a slice must be cancelled with it.
      startMore();
      Workflow.await(
          () ->
              broken != null
                  || isDone()
                  || isDrained()
                  || merging.canMerge(mergeableEnd())
                  || canStart()
                  || !lost.isEmpty());
      if (broken != null) {
        throw broken;
      }
      merging.merge(mergeableEnd());
      onMerge.run();
    }
    if (!isDone()) {
      return false;
    }
    cancelFrom(0);
    return true;
  }

  /** Returns the first slice that this run has no use for, as far as is known. */
  private int mergeableEnd() {
    return activities.areEnough() ? Math.min(next, end) : end;
  }

  private boolean isDrained() {
    return activities.areEnough()
        && running.isEmpty()
        && lost.isEmpty()
        && !merging.isRunning()
        && merged().slices() == next;
  }

  /** Waits until cancelled slices have let go, at most so long. */
  void drain(Duration most) {
    if (isRunning()) {
      Workflow.await(most, () -> !isRunning());
    }
  }

  private boolean isRunning() {
    return !running.isEmpty() || merging.isRunning();
  }

  Merging merging() {
    return merging;
  }

  MergedPrefix merged() {
    return merging.merged();
  }

  int finishedSlices() {
    return merged().slices() + waiting.size();
  }

  /** Returns how many may be in flight, for a person: also while paused. */
  int width() {
    return Math.max(width.getAsInt(), 0);
  }

  int runningSlices() {
    return running.size();
  }

  private boolean isDone() {
    return merged().stop() != null || merged().slices() == plan.slices();
  }

  private boolean canStart() {
    // What runs counts, not what waits to be merged: one slow slice does not hold up the rest.
    int inFlight = running.size() + (merging.isRunning() ? 1 : 0);
    int most = width.getAsInt();
    return !activities.areEnough()
        && next < end
        && inFlight < most
        && next - merged().slices() < most + MOST_WAITING;
  }

  private void startMore() {
    while (!lost.isEmpty()) {
      giveUp(lost.pollFirstEntry().getValue());
    }
    while (canStart()) {
      scan(next++);
    }
  }

  private void scan(int slice) {
    SliceTask task = new SliceTask(plan.folder(), plan.plan(), slice);
    SliceActivities stub = activities.slice(text("slice %,d of %,d", slice + 1, plan.slices()));
    start(
        slice,
        () -> scan.start(stub, task),
        failure -> {
          if (Failures.isDamage(failure)) {
            // The plan that giving the slice up would need is not to be trusted either.
            broken = (ActivityFailure) failure;
          } else {
            lost.put(slice, Failures.of(task, failure));
          }
        });
  }

  private void giveUp(LostSlice given) {
    int slice = given.task().slice();
    SliceActivities stub = activities.slice(text("give up slice %,d", slice + 1));
    start(
        slice,
        () -> Async.function(stub::giveUpSlice, given),
        failure -> broken = Failures.unrecorded(given, failure));
  }

  private void start(
      int slice, Func<Promise<SliceSummary>> activity, Consumer<RuntimeException> onFailure) {
    CancellationScope scope =
        Workflow.newCancellationScope(
            () ->
                activity
                    .apply()
                    .handle(
                        (result, failure) -> {
                          running.remove(slice);
                          if (failure == null) {
                            accept(slice, result);
                          } else if (!Failures.isCancelled(failure)) {
                            onFailure.accept(failure);
                          }
                          return null;
                        }));
    running.put(slice, scope);
    scope.run();
  }

  private void accept(int slice, SliceSummary result) {
    if (slice >= end) {
      return; // beyond the lowest failing chunk: finished, but it does not count
    }
    waiting.put(slice, result);
    if (stopAtFailure && result.lowestFailing() != null) {
      end = slice + 1;
      waiting.tailMap(end).clear();
      lost.tailMap(end).clear();
      cancelFrom(end);
    }
  }

  private void cancelFrom(int first) {
    List<CancellationScope> later = new ArrayList<>(running.tailMap(first).values());
    later.forEach(scope -> scope.cancel("beyond the lowest failing chunk"));
  }

  /** Formats the same on every worker: a replay may run on another. */
  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
