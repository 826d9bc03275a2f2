package io.truthound.temporal.workflow;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.contract.BatchProgress.Phase;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.BatchWorkflow;
import io.truthound.temporal.contract.Carried;
import io.truthound.temporal.contract.EventPage;
import io.truthound.temporal.contract.Memo;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.contract.PlanTask;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.contract.SearchAttributes;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.PlanResult;
import io.truthound.temporal.result.ScanOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plans, checks, profiles or learns, merges and reports one batch. */
public final class BatchWorkflowImpl implements BatchWorkflow {
  /** How long a batch that is over waits for cancelled slices to let go. */
  private static final Duration DRAIN = Duration.ofSeconds(2);

  private static final Duration DRAIN_CANCELLED = Duration.ofSeconds(5);

  /**
   * About how many activities a workflow run has before it continues as a new one: at 3 to 6 events
   * each its history stays below 10,240 events.
   */
  public static final int ACTIVITIES_IN_ONE_RUN = 1_000;

  /**
   * How long nobody works on the only machine that has what a batch reads before it counts as lost.
   */
  public static final Duration HOST_PATIENCE = Duration.ofMinutes(10);

  private final ActivityCancellationType cancellation;
  private final Consumer<String> onEnding;
  private final int activitiesInOneRun;
  private final Duration hostPatience;
  private final Control control = new Control();
  private final Display display = new Display(control, this::begun);
  private @Nullable BatchRequest request;
  private @Nullable Run run;
  private @Nullable HostWatch host;
  private boolean timedOut;
  private boolean unfinished;
  private boolean answered;

  /**
   * Creates a workflow that waits for cancelled activities, so that nothing scans on behind a
   * closed workflow; every such wait is raced with a timer.
   */
  public BatchWorkflowImpl() {
    this(
        ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
        ACTIVITIES_IN_ONE_RUN,
        HOST_PATIENCE,
        runId -> {});
  }

  /**
   * Creates a workflow that cancels activities in another way.
   *
   * @param activitiesInOneRun after about how many the workflow continues as a new run; the same on
   *     all workers, since one may replay what another has begun
   * @param hostPatience how long nobody works on the only machine that has what a batch reads
   *     before it counts as lost; the same on all workers
   * @param onEnding hears the run's id where the batch is cancelled or its time is over, and
   *     nothing that it has started is needed any more: where activities are abandoned, nobody else
   *     tells them; called again where the run is replayed
   */
  public BatchWorkflowImpl(
      ActivityCancellationType cancellation,
      int activitiesInOneRun,
      Duration hostPatience,
      Consumer<String> onEnding) {
    this.cancellation = cancellation;
    this.activitiesInOneRun = activitiesInOneRun;
    this.hostPatience = hostPatience;
    this.onEnding = onEnding;
  }

  @Override
  public BatchOutcome run(BatchRequest asked) {
    BatchRequest request = DataTimes.settled(asked);
    Notices notices = new Notices(request);
    try {
      return run(request, notices);
    } catch (CanceledFailure cancelled) {
      throw cancelled; // somebody wanted that
    } catch (TemporalFailure failed) {
      if (!answered) {
        notices.tell(failed);
        Found.failed();
      }
      throw failed;
    }
  }

  private BatchOutcome run(BatchRequest request, Notices notices) {
    this.request = request;
    if (request.carried() != null) {
      control.resume(request.carried());
    }
    Activities activities = new Activities(request.config(), cancellation, activitiesInOneRun);
    CancellationScope work = Workflow.newCancellationScope(w -> work(request, activities, w));
    CancellationScope clock = deadline(request, work);
    try {
      work.run();
      if (unfinished) {
        Workflow.await(Workflow::isEveryHandlerFinished);
      }
    } catch (CanceledFailure cancelled) {
      if (!timedOut && !isHostLost()) {
        inPeace(() -> wind(request, activities, Ended.CANCELLED, DRAIN_CANCELLED));
        unwatch();
        throw cancelled;
      }
    } finally {
      clock.cancel("over");
    }
    if (unfinished && !timedOut && !isHostLost() && run != null) {
      unwatch();
      continueWith(request.with(run.carried()));
    }
    if (request.operation() == Operation.PLAN && run != null) {
      return planned(run.plan(), run.activities());
    }
    Ended ended = run == null || timedOut ? Ended.TIMED_OUT : run.ended();
    BatchOutcome outcome = wind(request, activities, ended, DRAIN);
    unwatch();
    notices.tell(outcome);
    Found.ended(outcome);
    answered = true;
    return closed(outcome, request);
  }

  @Override
  public BatchProgress progress() {
    return display.progress();
  }

  @Override
  public EventPage events(long from) {
    return run == null ? EventPage.NONE : run.events().page(from);
  }

  @Override
  public @Nullable BatchOutcome partialResult() {
    return run == null || request == null || request.operation() == Operation.PLAN
        ? null
        : run.known(Ended.CANCELLED);
  }

  @Override
  public void pause() {
    control.pause(true);
    display.changed();
  }

  @Override
  public void resume() {
    control.pause(false);
    display.changed();
  }

  @Override
  public void setMaxWorkers(int maxWorkers) {
    control.maxWorkers(maxWorkers);
    display.changed();
  }

  @Override
  public void requireValidMaxWorkers(int maxWorkers) {
    BatchConfig unused = BatchConfig.DEFAULT.withMaxWorkers(maxWorkers); // has the same bounds
  }

  private void work(BatchRequest request, Activities activities, CancellationScope scope) {
    Carried carried = request.carried();
    PlanSummary plan = carried == null ? plan(request, activities) : carried.plan();
    run =
        switch (request.operation()) {
          case CHECK, PLAN -> new BatchRun(request, plan, activities, control, display);
          case PROFILE -> new ProfileRun(request, plan, activities, control, display);
          case LEARN -> new LearnRun(request, plan, activities, control, display);
        };
    if (request.operation() != Operation.PLAN) {
      activities.on(plan.host());
      if (plan.host() != null) {
        host = new HostWatch(plan.host(), hostPatience, activities, run, control, display, scope);
      }
      unfinished = !run.work();
    }
  }

  private boolean isHostLost() {
    return host != null && host.isLost();
  }

  private void unwatch() {
    if (host != null) {
      host.end();
    }
  }

  /**
   * Ends this workflow run and begins the next, which knows what this one found out. Runs have a
   * memo and search attributes of their own.
   */
  private void continueWith(BatchRequest request) {
    ContinueAsNewOptions.Builder options =
        ContinueAsNewOptions.newBuilder().setMemo(Memo.of(request));
    if (Found.isSet()) {
      options.setTypedSearchAttributes(
          SearchAttributes.begun(request.operation(), request.dataset()));
    }
    Workflow.continueAsNew(options.build(), request);
  }

  private Instant begun() {
    return request == null ? Answers.runStart() : Answers.begun(request);
  }

  private PlanSummary plan(BatchRequest request, Activities activities) {
    ArtifactRef schema =
        request.autoSchema() ? new AutomaticSchema(request, activities, display).found() : null;
    RunFolder folder =
        new RunFolder(
            request.artifactStore(),
            Workflow.getInfo().getFirstExecutionRunId(),
            request.resumes());
    return DataTimes.whenThere(
        request,
        () -> {
          display.planning(request.dataset());
          return Awaiting.answer(
              Async.function(
                  activities.planning("plan " + Display.shortName(request.dataset()))::plan,
                  new PlanTask(request, folder, schema)));
        },
        until -> display.waiting(request.dataset(), until));
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
    control.end();
    display.phase(Phase.STOPPING);
    if (ended == Ended.CANCELLED || ended == Ended.TIMED_OUT) {
      // Its own scope was cancelled; one that fails fast still awaits merges that it has begun.
      onEnding.accept(Workflow.getInfo().getRunId());
    }
    run.drain(drain);
    display.phase(Phase.REPORTING);
    Run planned = run;
    BatchOutcome outcome =
        host == null
            ? planned.report(activities, ended)
            : host.report(() -> planned.report(activities, ended));
    if (outcome instanceof ScanOutcome scan) {
      run.events().ended(scan.totalChunks() - scan.skippedChunks());
    }
    display.done(outcome);
    return outcome;
  }

  private BatchOutcome closed(BatchOutcome outcome, BatchRequest request) {
    String operation =
        switch (request.operation()) {
          case CHECK, PLAN -> "check";
          case PROFILE -> "profile";
          case LEARN -> "learn";
        };
    return Answers.close((ScanOutcome) outcome, operation, request.config(), isHostLost());
  }

  /** Cancels the work when the total timeout is over; returns the scope of that timer. */
  private CancellationScope deadline(BatchRequest request, CancellationScope work) {
    Duration timeout = request.config().totalTimeout();
    CancellationScope clock =
        Workflow.newCancellationScope(
            () -> {
              if (timeout != null) {
                Timers.start(left(timeout, request), "timeout")
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

  /** Returns what is left of a batch's time; a new workflow run does not begin it anew. */
  private static Duration left(Duration timeout, BatchRequest request) {
    if (request.carried() == null) {
      return timeout;
    }
    Duration left = timeout.minus(Answers.sinceStart(request));
    return left.isNegative() ? Duration.ZERO : left;
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
