package io.truthound.temporal.client;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowTargetOptions;
import io.truthound.temporal.client.BatchDescription.State;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.WireNames;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what a server says of a batch's workflow. */
final class Descriptions {
  private Descriptions() {}

  /**
   * Describes a batch.
   *
   * @param client asks for the first run, where the batch continued in others
   * @throws IllegalArgumentException if the workflow is no batch
   */
  static BatchDescription of(WorkflowClient client, WorkflowExecutionDescription workflow) {
    return of(client, workflow, WireNames.BATCH_WORKFLOW, "batch");
  }

  /**
   * Describes a list of datasets as if it were a batch; no dataset's name is the list's.
   *
   * @throws IllegalArgumentException if the workflow is no list
   */
  static BatchDescription ofList(WorkflowClient client, WorkflowExecutionDescription workflow) {
    return of(client, workflow, WireNames.DATASET_LIST_WORKFLOW, "list of datasets");
  }

  private static BatchDescription of(
      WorkflowClient client, WorkflowExecutionDescription workflow, String type, String what) {
    String id = workflow.getExecution().getWorkflowId();
    if (!workflow.getWorkflowType().equals(type)) {
      throw new IllegalArgumentException(
          "Workflow " + id + " is no Truthound " + what + " but a " + workflow.getWorkflowType());
    }
    return new BatchDescription(
        id,
        workflow.getFirstRunId(),
        state(workflow),
        operation(memo(workflow, WireNames.OPERATION_MEMO)),
        memo(workflow, WireNames.DATASET_MEMO),
        workflow.getTaskQueue(),
        begun(client, workflow),
        workflow.getCloseTime(),
        workflow.getRawDescription().getPendingActivitiesCount());
  }

  /** A run that continued in another is never the latest, or just not any more. */
  private static State state(WorkflowExecutionDescription workflow) {
    return switch (workflow.getStatus()) {
      case WORKFLOW_EXECUTION_STATUS_COMPLETED -> State.COMPLETED;
      case WORKFLOW_EXECUTION_STATUS_FAILED -> State.FAILED;
      case WORKFLOW_EXECUTION_STATUS_CANCELED -> State.CANCELLED;
      case WORKFLOW_EXECUTION_STATUS_TERMINATED -> State.TERMINATED;
      case WORKFLOW_EXECUTION_STATUS_TIMED_OUT -> State.TIMED_OUT;
      default -> State.RUNNING;
    };
  }

  private static @Nullable String memo(WorkflowExecutionDescription workflow, String name) {
    return (String) workflow.getMemo(name, String.class);
  }

  private static @Nullable Operation operation(@Nullable String memo) {
    return Arrays.stream(Operation.values())
        .filter(operation -> operation.name().equalsIgnoreCase(memo))
        .findFirst()
        .orElse(null);
  }

  private static Instant begun(WorkflowClient client, WorkflowExecutionDescription workflow) {
    String first = workflow.getFirstRunId();
    if (first.isEmpty() || first.equals(workflow.getExecution().getRunId())) {
      return workflow.getStartTime();
    }
    try {
      return client
          .newUntypedWorkflowStub(
              WorkflowTargetOptions.newBuilder()
                  .setWorkflowId(workflow.getExecution().getWorkflowId())
                  .setRunId(first)
                  .build())
          .describe()
          .getStartTime();
    } catch (WorkflowNotFoundException forgotten) {
      // Servers keep closed runs for some time only.
      return workflow.getStartTime();
    }
  }
}
