package io.truthound.temporal.workflow;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.contract.BatchProgress.Phase;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.BatchWorkflow;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.contract.PlanTask;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.PlanResult;
import io.truthound.temporal.result.ScanOutcome;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plans, checks, profiles or learns, merges and reports one batch. */
public final class BatchWorkflowImpl implements BatchWorkflow {
  /** How long a batch that is over waits for cancelled slices to let go. */
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private static final Duration DRAIN_CANCELLED = Duration.ofSeconds(5);

  private final ActivityCancellationType cancellation;
  private final Consumer<String> onEnding;
  private final Display display = new Display();
  private @Nullable Run run;
  private boolean timedOut;

  /**
   * Creates a workflow that waits for cancelled activities, so that nothing scans on behind a
   * closed workflow; every such wait is raced with a timer.
   */
  public BatchWorkflowImpl() {
    this(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED, runId -> {});
  }

  /**
   * Creates a workflow that cancels activities in another way.
   *
   * @param onEnding hears the run's id where the batch is cancelled or its time is over, and
   *     nothing that it has started is needed any more: where activities are abandoned, nobody else
   *     tells them; called again where the run is replayed
   */
  public BatchWorkflowImpl(ActivityCancellationType cancellation, Consumer<String> onEnding) {
    this.cancellation = cancellation;
    this.onEnding = onEnding;
  }

  @Override
  public BatchOutcome run(BatchRequest request) {
    Activities activities = new Activities(request.config(), cancellation);
    CancellationScope work = Workflow.newCancellationScope(() -> work(request, activities));
    CancellationScope clock = deadline(request, work);
    try {
      work.run();
    } catch (CanceledFailure cancelled) {
      if (!timedOut) {
        inPeace(() -> wind(request, activities, Ended.CANCELLED, DRAIN_CANCELLED));
        throw cancelled;
      }
    } finally {
      clock.cancel("over");
    }
    if (request.operation() == Operation.PLAN && run != null) {
      return planned(run.plan(), run.activities());
    }
    Ended ended = run == null || timedOut ? Ended.TIMED_OUT : run.ended();
    return closed(wind(request, activities, ended, DRAIN), request);
  }

  @Override
  public BatchProgress progress() {
    return display.progress();
  }

  private void work(BatchRequest request, Activities activities) {
    PlanSummary plan = plan(request, activities);
    run =
        switch (request.operation()) {
          case CHECK, PLAN -> new BatchRun(request, plan, activities, display);
          case PROFILE -> new ProfileRun(request, plan, activities, display);
          case LEARN -> new LearnRun(request, plan, activities, display);
        };
    if (request.operation() != Operation.PLAN) {
      run.work();
    }
  }

  private PlanSummary plan(BatchRequest request, Activities activities) {
    ArtifactRef schema =
        request.autoSchema() ? new AutomaticSchema(request, activities, display).found() : null;
    display.planning(request.dataset());
    RunFolder folder =
        new RunFolder(request.artifactStore(), Workflow.getInfo().getFirstExecutionRunId());
    Promise<PlanSummary> plan =
        Async.function(
            activities.planning("plan " + Display.shortName(request.dataset()))::plan,
            new PlanTask(request, folder, schema));
    // Awaited and not just got: a cancelled plan is not waited for.
    Workflow.await(plan::isCompleted);
    return plan.get();
  }

  /** Lets cancelled slices go and writes the report; the answer says how the batch ended. */
  private BatchOutcome wind(
      BatchRequest request, Activities activities, Ended ended, Duration drain) {
    if (run == null) {
      return switch (request.operation()) {
        case CHECK, PLAN -> Answers.unplanned(request, ended);
        case PROFILE -> ColumnAnswers.unplanned(request, ended).profile();
        case LEARN -> ColumnAnswers.unplanned(request, ended).learn();
      };
    }
    display.phase(Phase.STOPPING);
    if (ended == Ended.CANCELLED || ended == Ended.TIMED_OUT) {
      // Its own scope was cancelled; one that fails fast still awaits merges that it has begun.
      onEnding.accept(Workflow.getInfo().getRunId());
    }
    run.drain(drain);
    display.phase(Phase.REPORTING);
    BatchOutcome outcome = run.report(activities, ended);
    display.done(outcome);
    return outcome;
  }

  private static BatchOutcome closed(BatchOutcome outcome, BatchRequest request) {
    String operation =
        switch (request.operation()) {
          case CHECK, PLAN -> "check";
          case PROFILE -> "profile";
          case LEARN -> "learn";
        };
    return Answers.close((ScanOutcome) outcome, operation, request.config());
  }

  /** Cancels the work when the total timeout is over; returns the scope of that timer. */
  private CancellationScope deadline(BatchRequest request, CancellationScope work) {
    Duration timeout = request.config().totalTimeout();
    CancellationScope clock =
        Workflow.newCancellationScope(
            () -> {
              if (timeout != null) {
                Workflow.newTimer(timeout)
                    .handle(
                        (over, cancelled) -> {
                          if (cancelled == null) {
                            timedOut = true;
                            work.cancel("total timeout");
                          }
                          return null;
                        });
              }
            });
    clock.run();
    return clock;
  }

  private static void inPeace(Runnable step) {
    Workflow.newDetachedCancellationScope(step).run();
  }

  private static PlanResult planned(PlanSummary plan, int activities) {
    WorkflowInfo info = Workflow.getInfo();
    return new PlanResult(
        info.getWorkflowId(),
        info.getFirstExecutionRunId(),
        plan.dataset(),
        plan.chunks(),
        plan.slices(),
        activities,
        plan.plan());
  }
}
