package io.truthound.temporal.workflow;

import io.temporal.workflow.Async;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.Carried;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.contract.StatesTask;
import io.truthound.temporal.merge.Judge;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.merge.MergedPrefix.Stop;
import io.truthound.temporal.result.Ended;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has all slices scanned for what columns are like, and that merged. */
final class ColumnScan {
  private final BatchRequest request;
  private final PlanSummary plan;
  private final Control control;
  private final SliceWindow window;
  private final StateTree tree;
  private @Nullable StatesTask states;

  ColumnScan(
      BatchRequest request,
      PlanSummary plan,
      Activities activities,
      Control control,
      Runnable onMerge) {
    this.request = request;
    this.plan = plan;
    this.control = control;
    this.tree = new StateTree(plan, activities, this::width, request.carried());
    this.window =
        new SliceWindow(
            plan,
            activities,
            // No rules: a chunk fails by being ERROR and in no other way.
            new Judge(List.of(), List.of()),
            0,
            request.carried(),
            request.config().stopsAtFirstFailure(),
            this::width,
            (stub, task) -> Async.function(stub::profileSlice, task),
            onMerge);
  }

  /** Returns how many activities may be in flight at the moment. */
  int width() {
    return control.width(plan.parallel() ? request.config().maxWorkers() : 1);
  }

  /** Returns the most activities that it takes when nothing fails. */
  int activities() {
    return plan.slices() + StateTree.merges(plan.slices());
  }

  SliceWindow window() {
    return window;
  }

  MergedPrefix merged() {
    return window.merged();
  }

  /**
   * Scans, and merges what slices found until one activity can merge what is left, or this workflow
   * run's history is long enough.
   *
   * @return what is left; null where the batch goes on in another run
   */
  @Nullable StatesTask run() {
    if (window.run()) {
      states = tree.merged(whole());
    }
    return states;
  }

  /** Returns what the run that goes on needs. */
  Carried carried(int keys) {
    return new Carried(
        plan,
        window.merged(),
        window.merging().state(),
        Answers.begun(request),
        control.paused(),
        control.maxWorkers(),
        window.lostInARow(),
        tree.cursor(),
        keys,
        false,
        window.events().end());
  }

  /** Returns how many slices count whole: not the one that holds the chunk which ended it all. */
  private int whole() {
    return merged().stop() == null ? merged().slices() : merged().slices() - 1;
  }

  /** Returns how the batch ended when nothing from outside ended it. */
  Ended ended() {
    if (window.lost() != null) {
      return Ended.ABORTED;
    }
    if (window.isBroken()) {
      return Ended.ABORTED;
    }
    if (merged().stop() == null) {
      return Ended.COMPLETED;
    }
    return request.config().continueOnError() ? Ended.FAIL_FAST : Ended.ABORTED;
  }

  /** Returns what an answer tells of; null where it keeps none of it. */
  @Nullable StatesTask known(Ended ended) {
    if (!Answers.keepsPartial(request, ended)) {
      return null;
    }
    // Ended from outside: what was merged before is told all the same.
    return states == null ? tree.mergedWhole(whole()) : states;
  }

  /** Returns the last chunk whose rows count, or null where all merged rows do. */
  @Nullable Long lastChunk() {
    Stop stop = merged().stop();
    return stop == null ? null : Long.valueOf(stop.chunk());
  }
}
