package io.truthound.temporal.examples;

import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.BatchWorkflow;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.workflow.QualityGate;

/** A workflow of a user's own that loads data only where it is good enough. */
@WorkflowInterface
public interface GatedLoad {

  /**
   * Checks a file, and loads it.
   *
   * @param path an absolute path: a workflow stands nowhere
   */
  @WorkflowMethod
  String load(String path, String minPassRate);

  /** Has the check done by a child workflow, on the task queue of the workers with the plugin. */
  final class Impl implements GatedLoad {
    @Override
    public String load(String path, String minPassRate) {
      BatchWorkflow checks =
          Workflow.newChildWorkflowStub(
              BatchWorkflow.class,
              ChildWorkflowOptions.newBuilder().setTaskQueue(WireNames.TASK_QUEUE).build());
      BatchRequest request =
          BatchRequest.check(Dataset.csv(path).named("weather"), OwnRules.RULES)
              .withConfig(BatchConfig.LARGE_DATA);
      CheckResult result = (CheckResult) checks.run(request);
      QualityGate.DEFAULT.withMinPassRate(minPassRate).withMinRows(1_000).require(result);
      return "loaded " + result.dataset().rows() + " rows";
    }
  }
}
