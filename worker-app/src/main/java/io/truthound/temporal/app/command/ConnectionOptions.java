package io.truthound.temporal.app.command;

import io.truthound.temporal.contract.WireNames;
import picocli.CommandLine.Option;

/** Names the Temporal server, and the queue of its workers. */
class ConnectionOptions extends AddressOptions {
  @Option(
      names = "--task-queue",
      paramLabel = "NAME",
      description = "The queue that workers poll. Default: truthound.")
  private String taskQueue = WireNames.TASK_QUEUE;

  String taskQueue() {
    return Names.required("--task-queue", taskQueue);
  }
}
