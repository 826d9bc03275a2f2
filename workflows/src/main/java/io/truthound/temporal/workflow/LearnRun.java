package io.truthound.temporal.workflow;

import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.Carried;
import io.truthound.temporal.contract.KeyColumns;
import io.truthound.temporal.contract.LearnTask;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.contract.StatesTask;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.LearnResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A planned learn under way: a scan as of a profile, then the values of columns that may be unique
 * counted as keys, and how its answer is put together.
 */
final class LearnRun implements Run {
  private final BatchRequest request;
  private final PlanSummary plan;
  private final Activities activities;
  private final ColumnScan scan;
  private final KeyPartitions partitions;
  private final Display display;

  /** What was counted; null until all of it is. */
  private @Nullable KeyColumns keys;

  LearnRun(
      BatchRequest request,
      PlanSummary plan,
      Activities activities,
      Control control,
      Display display) {
    this.request = request;
    this.plan = plan;
    this.activities = activities;
    this.display = display;
    this.scan = new ColumnScan(request, plan, activities, control, this::merged);
    this.partitions =
        new KeyPartitions(plan, activities, scan::width, request.carried(), this::merged);
    display.learning(plan, scan.window());
  }

  @Override
  public PlanSummary plan() {
    return plan;
  }

  /** Returns how many it takes where no column's values have to be counted as keys. */
  @Override
  public int activities() {
    int planFindAndLearn = 3;
    return scan.activities() + planFindAndLearn;
  }

  @Override
  public boolean work() {
    StatesTask states = scan.run();
    if (states == null) {
      return false;
    }
    MergedPrefix merged = scan.merged();
    if (merged.stop() != null || merged.counts().error() > 0) {
      return true;
    }
    KeyColumns found = found(states);
    if (!partitions.count(found.columns(), found.partitions())) {
      return false;
    }
    keys = found;
    return true;
  }

  @Override
  public Carried carried() {
    return scan.carried(partitions.counted());
  }

  @Override
  public LearnResult known(Ended ended) {
    return answers(ended).learn().withReusedSlices(scan.merged().reused());
  }

  private KeyColumns found(StatesTask states) {
    return Awaiting.answerOfRightWorker(
        () -> Async.function(activities.learning("find unique columns")::findUnique, states));
  }

  private ColumnAnswers answers(Ended ended) {
    return ColumnAnswers.of(request, plan, scan.merged(), ended, scan.window().lost());
  }

  @Override
  public EventLog events() {
    return scan.window().events();
  }

  @Override
  public long finished() {
    return (long) scan.window().finishedSlices() + partitions.finished();
  }

  @Override
  public void lose(String why) {
    scan.window().lose(why);
  }

  @Override
  public void drain(Duration most) {
    scan.window().drain(most);
  }

  @Override
  public Ended ended() {
    return scan.ended();
  }

  @Override
  public LearnResult report(Activities activities, Ended ended) {
    StatesTask known = scan.known(ended);
    LearnTask task =
        new LearnTask(
            known,
            keys,
            plan.folder(),
            plan.plan(),
            answers(ended).toReport().learn(),
            scan.merged().slices(),
            scan.lastChunk(),
            Answers.note(request));
    LearnResult learned = activities.learning("learn rules").learn(task);
    WorkflowInfo info = Workflow.getInfo();
    return learned
        .withIds(info.getWorkflowId(), info.getFirstExecutionRunId(), Answers.sinceStart(request))
        .withReusedSlices(scan.merged().reused());
  }

  private void merged() {
    display.merged(scan.window(), partitions);
  }
}
