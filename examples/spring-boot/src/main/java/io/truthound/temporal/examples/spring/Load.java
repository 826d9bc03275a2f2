package io.truthound.temporal.examples.spring;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A workflow of the application's own. */
@WorkflowInterface
public interface Load {
  @WorkflowMethod
  String load(String file);
}
