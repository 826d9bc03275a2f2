package io.truthound.temporal.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.truthound.temporal.result.BatchResult;

/**
 * Does the same with each dataset of a list, each in a {@link BatchWorkflow} of its own. May be
 * started by a client or as a child of another workflow.
 */
@WorkflowInterface
public interface DatasetListWorkflow {

  /**
   * Starts a child workflow for each dataset, as many at a time as the configuration has workers,
   * and returns their answers in list order.
   *
   * <p>A dataset that is refused, or whose workflow fails, is an ERROR element; the others run.
   * With {@code failFast} the lowest dataset that is FAILED or ERROR ends the list: earlier ones
   * are finished, later ones cancelled and SKIPPED. The total timeout is the whole list's.
   *
   * <p>Fails with a type of {@link FailureTypes} where the list itself is refused, and where {@code
   * failWorkflowOn} says so for the worst status, with the answer in the failure's details. The
   * answer is {@linkplain BatchResult#abridged abridged} where it is too much for history.
   */
  @WorkflowMethod(name = WireNames.DATASET_LIST_WORKFLOW)
  BatchResult run(DatasetListRequest request);

  /** Returns how far the list has come. Cheap. */
  @QueryMethod(name = WireNames.PROGRESS_QUERY)
  DatasetListProgress progress();
}
