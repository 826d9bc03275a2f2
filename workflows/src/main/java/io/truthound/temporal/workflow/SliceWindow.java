package io.truthound.temporal.workflow;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.truthound.temporal.contract.BatchEvent.SliceRetried;
import io.truthound.temporal.contract.BatchEvent.SliceStarted;
import io.truthound.temporal.contract.Carried;
import io.truthound.temporal.contract.FailureTypes;
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
  private final TreeMap<Integer, SliceSummary> waiting = new TreeMap<>();
  private final EventLog events;
  private final Merging merging;
  private final Troubles troubles;
  private @Nullable Integer suspect;
  private @Nullable Integer brokenAt;
  private int next;
  private int end;
  private @Nullable TemporalFailure broken;
  private @Nullable String lost;

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
    this.events = new EventLog(plan.plan().uri(), carried);
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
                events,
                onMerge)
            : new MergingInWorkflow(merged, judge, stopAtFailure, waiting, events);
    this.next = merged.slices();
    this.troubles = new Troubles(next, carried == null ? 0 : carried.lostInARow());
    this.end = plan.slices();
  }

  /**
   * Scans slices until all are merged, the lowest failing chunk is certain or the batch is broken,
   * or this workflow run's history is long enough.
   *
   * @return whether nothing is left to scan; else nothing is in flight
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
                  || canStartSuspect()
                  || troubles.hasLost()
                  || troubles.hasMismatched());
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
        && !troubles.hasLost()
        && !merging.isRunning()
        // What waits behind a slice that is not there yet is in the store: it is not scanned again.
        && !merging.canMerge(mergeableEnd());
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

  EventLog events() {
    return events;
  }

  /** Returns what is merged; where the data is lost, what is not merged is ERROR in it. */
  MergedPrefix merged() {
    MergedPrefix merged = merging.merged();
    return lost == null
        ? merged
        : merged.losing(plan.chunks(), plan.dataset().name(), FailureTypes.HOST_LOST, lost);
  }

  /** Hears that nothing can be read any more, and why. */
  void lose(String why) {
    lost = why;
  }

  /** Returns why nothing can be read any more, or null. */
  @Nullable String lost() {
    return lost;
  }

  int finishedSlices() {
    return merged().slices() + waiting.size();
  }

  /** Returns how many may be in flight at the moment. */
  int width() {
    return width.getAsInt();
  }

  int runningSlices() {
    return running.size();
  }

  private boolean isDone() {
    return merged().stop() != null || merged().slices() >= end;
  }

  /** Says whether so many slices in a row were given up that the batch goes no further. */
  boolean isBroken() {
    return brokenAt != null && merged().stop() == null && merged().slices() == brokenAt + 1;
  }

  /** Returns how many of the last merged slices were given up. */
  int lostInARow() {
    return troubles.inARow(merged().slices() - 1);
  }

  /** Returns how many slices wait for a worker with the plan's engine. */
  int waitingForEngine() {
    return troubles.asleep();
  }

  private boolean canStart() {
    // What runs counts, not what waits to be merged: one slow slice does not hold up the rest.
    if (activities.areEnough() || !isRoom()) {
      return false;
    }
    boolean nextMay =
        next < end
            // A worker that has no use for one slice has none for the next.
            && troubles.asleep() == 0
            && next - merged().slices() < width.getAsInt() + MOST_WAITING;
    return troubles.hasAgain() || nextMay;
  }

  /** One suspect at a time: what else is in flight when a worker is lost is lost too. */
  private boolean canStartSuspect() {
    return suspect == null && troubles.hasSuspect() && !activities.areEnough() && isRoom();
  }

  private boolean isRoom() {
    return running.size() + (merging.isRunning() ? 1 : 0) < width.getAsInt();
  }

  private void startMore() {
    while (troubles.hasLost()) {
      giveUp(troubles.pollLost());
    }
    troubles.sleep();
    if (canStartSuspect()) {
      suspect = troubles.pollSuspect();
      scan(suspect, true);
    }
    while (canStart()) {
      Integer again = troubles.pollAgain();
      scan(again == null ? next++ : again, false);
    }
  }

  private void scan(int slice, boolean suspected) {
    SliceTask plain = new SliceTask(plan.folder(), plan.plan(), slice);
    SliceTask task = suspected ? plain.suspected() : plain;
    String summary = text("slice %,d of %,d", slice + 1, plan.slices());
    SliceActivities stub =
        suspected ? activities.suspect(summary + ", block by block") : activities.slice(summary);
    events.add(new SliceStarted(slice));
    start(slice, () -> scan.start(stub, task), failure -> failed(task, failure));
  }

  private void failed(SliceTask task, RuntimeException failure) {
    if (Failures.isDamage(failure)) {
      // The plan that giving the slice up would need is not to be trusted either.
      broken = (ActivityFailure) failure;
    } else if (Failures.isMismatch(failure)) {
      troubles.mismatch(task.slice());
    } else if (Failures.isWorkerLost(failure) && !task.suspect()) {
      troubles.suspect(task.slice());
    } else {
      retried(task.slice(), Failures.attempts(failure, activities.attempts()));
      troubles.lose(Failures.of(task, failure));
    }
  }

  private void giveUp(LostSlice given) {
    int slice = given.task().slice();
    SliceActivities stub = activities.slice(text("give up slice %,d", slice + 1));
    start(
        slice,
        () -> Async.function(stub::giveUpSlice, given),
        failure -> broken = Failures.unrecorded(given, failure));
    Integer last = troubles.giveUp(given);
    if (last != null && last < end) {
      brokenAt = last;
      endBefore(last + 1);
    }
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
                          if (suspect != null && suspect == slice) {
                            suspect = null;
                          }
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
    retried(slice, result.attempt() == null ? 1 : result.attempt().number());
    troubles.scanned();
    if (stopAtFailure && result.lowestFailing() != null) {
      endBefore(slice + 1);
    }
  }

  private void retried(int slice, int attempts) {
    for (int attempt = 2; attempt <= attempts; attempt++) {
      events.add(new SliceRetried(slice, attempt));
    }
  }

  /** Lets no slice count from this one on. */
  private void endBefore(int first) {
    end = first;
    waiting.tailMap(end).clear();
    troubles.forgetFrom(end);
    cancelFrom(end);
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
