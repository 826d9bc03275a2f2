package io.truthound.temporal.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Tells people of a batch that is over, and tries for a day. */
@WorkflowInterface
public interface NotifyWorkflow {

  /** Tells every channel; fails where one could not be told. */
  @WorkflowMethod(name = WireNames.NOTIFY_WORKFLOW)
  void run(NotifyRequest request);
}
