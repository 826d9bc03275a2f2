package io.truthound.temporal.workflow;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.Carried;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.contract.ProfileTask;
import io.truthound.temporal.contract.StatesTask;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.ProfileResult;
import java.time.Duration;

/** A planned profile under way: its scan, and how its answer is put together. */
final class ProfileRun implements Run {
  private final BatchRequest request;
  private final PlanSummary plan;
  private final ColumnScan scan;
  private final Display display;

  ProfileRun(
      BatchRequest request,
      PlanSummary plan,
      Activities activities,
      Control control,
      Display display) {
    this.request = request;
    this.plan = plan;
    this.display = display;
    this.scan = new ColumnScan(request, plan, activities, control, this::merged);
    display.profiling(plan, scan.window());
  }

  @Override
  public PlanSummary plan() {
    return plan;
  }

  @Override
  public int activities() {
    int planAndProfile = 2;
    return scan.activities() + planAndProfile;
  }

  @Override
  public boolean work() {
    return scan.run() != null;
  }

  @Override
  public Carried carried() {
    return scan.carried(0);
  }

  @Override
  public ProfileResult known(Ended ended) {
    return answers(ended).profile().withReusedSlices(scan.merged().reused());
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
    return scan.window().finishedSlices();
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
  public ProfileResult report(Activities activities, Ended ended) {
    StatesTask known = scan.known(ended);
    ProfileTask task =
        new ProfileTask(
            known,
            plan.folder(),
            plan.plan(),
            answers(ended).toReport().profile(),
            scan.merged().slices(),
            scan.lastChunk(),
            Answers.note(request));
    ProfileResult profile = activities.profiling("profile columns").profile(task);
    WorkflowInfo info = Workflow.getInfo();
    return profile
        .withIds(info.getWorkflowId(), info.getFirstExecutionRunId(), Answers.sinceStart(request))
        .withReusedSlices(scan.merged().reused());
  }

  private void merged() {
    display.merged(scan.window(), null);
  }
}
