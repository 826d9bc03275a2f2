package io.truthound.temporal.examples;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactory;
import io.truthound.temporal.TruthoundPlugin;
import io.truthound.temporal.contract.WireNames;

/** A worker with workflows of its user's own; one line has it check data too. */
public final class ExistingWorker {
  private ExistingWorker() {}

  public static void main(String[] args) {
    WorkerFactory workers = workers(WorkflowServiceStubs.newLocalServiceStubs());
    workers.start();
  }

  static WorkerFactory workers(WorkflowServiceStubs stubs) {
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setPlugins(TruthoundPlugin.newBuilder().build()) // the line
                .build());
    WorkerFactory workers = WorkerFactory.newInstance(client);
    workers.newWorker(WireNames.TASK_QUEUE);
    workers.newWorker("loads").registerWorkflowImplementationTypes(GatedLoad.Impl.class);
    return workers;
  }
}
