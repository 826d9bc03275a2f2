package io.truthound.temporal.workflow;

import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.truthound.temporal.contract.BatchNotice;
import io.truthound.temporal.contract.BatchNotice.BrokenRule;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.NotifyRequest;
import io.truthound.temporal.contract.NotifyWorkflow;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.ScanOutcome;
import io.truthound.temporal.result.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has a workflow of its own tell people of a batch, so that the batch is over at once and who does
 * not answer is told later.
 */
final class Notices {
  private static final int LONGEST_MESSAGE = 500;

  private final BatchRequest request;

  Notices(BatchRequest request) {
    this.request = request;
  }

  /** Tells of an answer. */
  void tell(BatchOutcome outcome) {
    if (!(outcome instanceof ScanOutcome scan)) {
      return;
    }
    List<RuleResult> broken =
        outcome instanceof CheckResult check
            ? check.rules().stream().filter(Notices::isBroken).toList()
            : List.of();
    start(
        scan.status().name(),
        scan.ended().name(),
        scan.dataset().rows(),
        scan,
        broken,
        scan.failureMessage());
  }

  /** Tells of a batch that could not be planned, or not go on. */
  void tell(TemporalFailure failure) {
    ApplicationFailure ours = Failures.telling(failure);
    String message = ours == null ? failure.getMessage() : ours.getOriginalMessage();
    start(Status.ERROR.name(), null, 0, null, List.of(), message);
  }

  private static boolean isBroken(RuleResult rule) {
    return rule.status().failing() || rule.status() == Status.WARNING;
  }

  private void start(
      String status,
      @Nullable String ended,
      long rows,
      @Nullable ScanOutcome scan,
      List<RuleResult> broken,
      @Nullable String message) {
    if (request.channels().isEmpty() || request.operation() == Operation.PLAN) {
      return;
    }
    WorkflowInfo info = Workflow.getInfo();
    Instant scheduled =
        request.hasTime() && request.dataTime() != null ? request.dataTime().scheduled() : null;
    BatchNotice notice =
        new BatchNotice(
            info.getWorkflowId(),
            info.getFirstExecutionRunId(),
            request.operation().word(),
            request.dataset().displayName(),
            scheduled,
            status,
            ended,
            rows,
            scan == null ? null : scan.chunks(),
            broken.size(),
            broken.stream().limit(BatchNotice.MOST_RULES).map(Notices::broken).toList(),
            shortened(message),
            scan == null ? null : report(scan));
    NotifyWorkflow child =
        Workflow.newChildWorkflowStub(
            NotifyWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(info.getWorkflowId() + "/notify-" + info.getFirstExecutionRunId())
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .setStaticSummary("tell of " + Display.shortName(request.dataset()))
                .build());
    Workflow.newDetachedCancellationScope(
            () -> {
              Promise<Void> unused =
                  Async.procedure(
                      child::run,
                      new NotifyRequest(request.artifactStore(), request.channels(), notice));
              // Once it has started it lives without this workflow; one of this run's that is there
              // already tells the same.
              Promise<?> started = Workflow.getWorkflowExecution(child);
              Workflow.await(started::isCompleted);
            })
        .run();
  }

  private static BrokenRule broken(RuleResult rule) {
    return new BrokenRule(
        rule.index(),
        rule.type(),
        rule.name(),
        rule.columns(),
        rule.severity(),
        rule.status().name(),
        rule.tally().evaluated(),
        rule.tally().failed());
  }

  private static @Nullable String report(ScanOutcome scan) {
    return scan.report() == null ? null : scan.report().uri();
  }

  private static @Nullable String shortened(@Nullable String message) {
    return message == null || message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE) + "…";
  }
}
