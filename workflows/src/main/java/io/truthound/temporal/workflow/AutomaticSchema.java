package io.truthound.temporal.workflow;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import io.truthound.temporal.contract.BaselineActivities;
import io.truthound.temporal.contract.BaselineTask;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.BatchWorkflow;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.Status;
import org.jspecify.annotations.Nullable;

/** Finds what a dataset is held against, and has it learned by a child workflow the first time. */
final class AutomaticSchema {
  private final BatchRequest request;
  private final Activities activities;
  private final Display display;

  AutomaticSchema(BatchRequest request, Activities activities, Display display) {
    this.request = request;
    this.activities = activities;
    this.display = display;
  }

  /**
   * Returns where the schema lies.
   *
   * @throws ApplicationFailure if only a plan is wanted and there is no baseline
   */
  ArtifactRef found() {
    ArtifactRef baseline = baseline(null, false);
    if (baseline != null) {
      return baseline;
    }
    if (request.operation() == Operation.PLAN) {
      throw refused("there is no baseline yet: the first check makes it, and a plan scans nothing");
    }
    LearnResult learned = learned();
    boolean kept = learned.status() == Status.PASSED && !request.dataset().passing();
    ArtifactRef schema = baseline(learned.report(), kept);
    if (schema == null) {
      throw refused("nothing was learned");
    }
    return schema;
  }

  private @Nullable ArtifactRef baseline(@Nullable ArtifactRef learned, boolean whole) {
    BaselineActivities stub =
        activities.baselines(learned == null ? "find baseline" : "store baseline");
    return Awaiting.answer(
            Async.function(
                stub::baseline,
                new BaselineTask(
                    request.artifactStore(), request.dataset().displayName(), learned, whole)))
        .schema();
  }

  private LearnResult learned() {
    display.learningSchema(request.dataset());
    BatchWorkflow child =
        Workflow.newChildWorkflowStub(
            BatchWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(Workflow.getInfo().getWorkflowId() + "/learn")
                .setStaticSummary("learn " + Display.shortName(request.dataset()))
                .build());
    BatchOutcome outcome = Awaiting.answer(Async.function(child::run, request.learning()));
    return (LearnResult) outcome;
  }

  private ApplicationFailure refused(String why) {
    return ApplicationFailure.newNonRetryableFailure(
        "Cannot make rules for " + request.dataset().displayName() + ": " + why,
        FailureTypes.REQUEST_REFUSED);
  }
}
