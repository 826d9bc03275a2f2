package io.truthound.temporal.workflow;

import io.temporal.workflow.Async;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.contract.ProfileTask;
import io.truthound.temporal.contract.StatesTask;
import io.truthound.temporal.merge.Judge;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.merge.MergedPrefix.Stop;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.ProfileResult;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A planned profile under way: its window, and how its answer is put together. */
final class ProfileRun implements Run {
  private final BatchRequest request;
  private final PlanSummary plan;
  private final SliceWindow window;
  private final StateTree tree;
  private final Display display;
  private @Nullable StatesTask states;

  ProfileRun(BatchRequest request, PlanSummary plan, Activities activities, Display display) {
    this.request = request;
    this.plan = plan;
    this.display = display;
    BatchConfig config = request.config();
    int width = plan.parallel() ? config.maxWorkers() : 1;
    this.tree = new StateTree(plan, activities, width);
    this.window =
        new SliceWindow(
            plan,
            activities,
            // No rules: a chunk fails by being ERROR and in no other way.
            new Judge(List.of(), List.of()),
            0,
            config.stopsAtFirstFailure(),
            width,
            (stub, task) -> Async.function(stub::profileSlice, task),
            this::merged);
    display.profiling(plan, window);
  }

  @Override
  public PlanSummary plan() {
    return plan;
  }

  @Override
  public int activities() {
    int planAndProfile = 2;
    return plan.slices() + StateTree.merges(plan.slices()) + planAndProfile;
  }

  @Override
  public void work() {
    window.run();
    states = tree.merged(whole());
  }

  /** Returns how many slices count whole: not the one that holds the chunk which ended it all. */
  private int whole() {
    MergedPrefix merged = window.merged();
    return merged.stop() == null ? merged.slices() : merged.slices() - 1;
  }

  @Override
  public void drain(Duration most) {
    window.drain(most);
  }

  @Override
  public Ended ended() {
    if (window.merged().stop() == null) {
      return Ended.COMPLETED;
    }
    return request.config().continueOnError() ? Ended.FAIL_FAST : Ended.ABORTED;
  }

  @Override
  public ProfileResult report(Activities activities, Ended ended) {
    MergedPrefix merged = window.merged();
    StatesTask known = states;
    if (!Answers.keepsPartial(request, ended)) {
      known = null;
    } else if (known == null) {
      // Ended from outside: what was merged before is told all the same.
      known = tree.merged(whole());
    }
    ProfileResult result = ProfileAnswers.of(request, plan, merged, ended);
    Stop stop = merged.stop();
    ProfileTask task =
        new ProfileTask(
            known,
            plan.folder(),
            plan.plan(),
            result.withErrors(List.of()),
            merged.slices(),
            stop == null ? null : Long.valueOf(stop.chunk()));
    ProfileResult profile = activities.profiling("profile columns").profile(task);
    return ProfileAnswers.complete(profile);
  }

  private void merged() {
    display.merged(window, "");
  }
}
