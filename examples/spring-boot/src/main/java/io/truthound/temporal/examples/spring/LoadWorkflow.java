package io.truthound.temporal.examples.spring;

import io.temporal.activity.ActivityOptions;
import io.temporal.spring.boot.WorkflowImpl;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Loads on a task queue of its own, whose workers check no data. */
@WorkflowImpl(taskQueues = "loads")
public class LoadWorkflow implements Load {
  private final Warehouse warehouse =
      Workflow.newActivityStub(
          Warehouse.class,
          ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());

  @Override
  public String load(String file) {
    return "loaded " + warehouse.copy(file) + " bytes";
  }
}
