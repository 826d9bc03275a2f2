package io.truthound.temporal.client;

import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ApplicationFailure;
import io.truthound.temporal.contract.DatasetListRequest;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.DatasetFailure;
import io.truthound.temporal.result.DatasetResult;
import io.truthound.temporal.result.ScanOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the history of a list's workflow what became of each dataset: it has every answer,
 * also those that are together too much for one.
 */
final class ListHistory {
  private final DataConverter converter;
  private final String id;
  private final Map<Integer, String> runs = new TreeMap<>();
  private final Map<Integer, DatasetResult> over = new TreeMap<>();
  private List<String> names = List.of();

  private ListHistory(DataConverter converter, String id) {
    this.converter = converter;
    this.id = id;
  }

  static ListHistory of(WorkflowClient client, String id, String runId) {
    ListHistory history = new ListHistory(client.getOptions().getDataConverter(), id);
    try (Stream<HistoryEvent> events = client.streamHistory(id, runId)) {
      events.forEach(history::read);
    }
    return history;
  }

  /**
   * Returns what became of each dataset, in list order; those behind the one that ended the list
   * early do not count.
   */
  List<DatasetResult> results(@Nullable Integer failing) {
    List<DatasetResult> results = new ArrayList<>();
    for (int index = 0; index < names.size(); index++) {
      DatasetResult known = failing != null && index > failing ? null : over.get(index);
      results.add(known == null ? DatasetResult.skipped(names.get(index), child(index)) : known);
    }
    return results;
  }

  /** Takes of datasets that were begun and gave no answer the report, where they wrote one. */
  void complete(String store) {
    runs.forEach(
        (index, run) -> {
          DatasetResult known = over.get(index);
          if (known == null || (known.outcome() == null && wasEnded(known))) {
            over.put(index, reported(index, new RunFolder(store, run)));
          }
        });
  }

  private static boolean wasEnded(DatasetResult result) {
    DatasetFailure failure = result.failure();
    return failure != null && failure.type().equals(FailureTypes.DATASET_NOT_FINISHED);
  }

  private DatasetResult reported(int index, RunFolder folder) {
    return PartialResults.of(folder, child(index))
        .map(report -> DatasetResult.answered(names.get(index), child(index), report))
        .orElseGet(() -> unfinished(index, DatasetFailure.CANCELLED));
  }

  private void read(HistoryEvent event) {
    switch (event.getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_STARTED ->
          begun(event.getWorkflowExecutionStartedEventAttributes().getInput());
      case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_STARTED -> {
        var execution =
            event.getChildWorkflowExecutionStartedEventAttributes().getWorkflowExecution();
        runs.put(index(execution.getWorkflowId()), execution.getRunId());
      }
      case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_COMPLETED -> {
        var child = event.getChildWorkflowExecutionCompletedEventAttributes();
        answered(index(child.getWorkflowExecution().getWorkflowId()), child.getResult());
      }
      case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_FAILED -> {
        var child = event.getChildWorkflowExecutionFailedEventAttributes();
        failed(index(child.getWorkflowExecution().getWorkflowId()), child.getFailure());
      }
      case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_CANCELED ->
          ended(
              event
                  .getChildWorkflowExecutionCanceledEventAttributes()
                  .getWorkflowExecution()
                  .getWorkflowId(),
              DatasetFailure.CANCELLED);
      case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_TERMINATED ->
          ended(
              event
                  .getChildWorkflowExecutionTerminatedEventAttributes()
                  .getWorkflowExecution()
                  .getWorkflowId(),
              DatasetFailure.TERMINATED);
      case EVENT_TYPE_CHILD_WORKFLOW_EXECUTION_TIMED_OUT ->
          ended(
              event
                  .getChildWorkflowExecutionTimedOutEventAttributes()
                  .getWorkflowExecution()
                  .getWorkflowId(),
              DatasetFailure.NO_ANSWER);
      case EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_FAILED ->
          ended(
              event.getStartChildWorkflowExecutionFailedEventAttributes().getWorkflowId(),
              DatasetFailure.NO_ANSWER);
      default -> {
        // Tells of the workflow's own tasks and timers.
      }
    }
  }

  private void begun(Payloads input) {
    DatasetListRequest request =
        converter.fromPayloads(
            0, Optional.of(input), DatasetListRequest.class, DatasetListRequest.class);
    names = request.datasets().stream().map(dataset -> dataset.displayName()).toList();
  }

  private void answered(int index, Payloads result) {
    BatchOutcome outcome =
        converter.fromPayloads(0, Optional.of(result), BatchOutcome.class, BatchOutcome.class);
    over.put(index, DatasetResult.answered(names.get(index), child(index), (ScanOutcome) outcome));
  }

  private void failed(int index, Failure failure) {
    ApplicationFailure telling = WorkflowFailures.telling(converter.failureToException(failure));
    if (telling == null) {
      over.put(index, unfinished(index, DatasetFailure.NO_ANSWER));
      return;
    }
    BatchOutcome known =
        FailureTypes.aborting().contains(telling.getType())
            ? telling.getDetails().get(BatchOutcome.class)
            : null;
    DatasetFailure why = new DatasetFailure(telling.getType(), telling.getOriginalMessage());
    over.put(index, DatasetResult.failed(names.get(index), child(index), why, known));
  }

  private void ended(String workflowId, String message) {
    int index = index(workflowId);
    over.put(index, unfinished(index, message));
  }

  private DatasetResult unfinished(int index, String message) {
    DatasetFailure why = new DatasetFailure(FailureTypes.DATASET_NOT_FINISHED, message);
    return DatasetResult.failed(names.get(index), child(index), why, null);
  }

  private String child(int index) {
    return id + "/" + (index + 1);
  }

  private static int index(String workflowId) {
    return Integer.parseInt(workflowId.substring(workflowId.lastIndexOf('/') + 1)) - 1;
  }
}
