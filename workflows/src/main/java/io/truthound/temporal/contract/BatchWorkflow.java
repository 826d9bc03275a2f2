package io.truthound.temporal.contract;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.truthound.temporal.result.BatchOutcome;

/** Checks one dataset durably. May be started by a client or as a child of another workflow. */
@WorkflowInterface
public interface BatchWorkflow {

  /**
   * Plans the batch, checks its slices, merges what they found in plan order and returns the
   * answer.
   *
   * <p>Broken rules are an answer. Fails with a type of {@link FailureTypes} where planning is
   * refused, where an artifact is damaged, where the lowest failing chunk is ERROR and the
   * configuration does not continue on error, and where {@code failWorkflowOn} says so; the last
   * two carry the answer in the failure's details.
   *
   * <p>The answer is {@linkplain io.truthound.temporal.result.CheckResult#abridged abridged} where
   * its rules are too many for history; a request should stay below {@link
   * BatchRequest#MOST_BYTES}, which only clients hold it to.
   */
  @WorkflowMethod(name = WireNames.BATCH_WORKFLOW)
  BatchOutcome run(BatchRequest request);

  /** Returns how far the batch has come. Cheap. */
  @QueryMethod(name = WireNames.PROGRESS_QUERY)
  BatchProgress progress();
}
