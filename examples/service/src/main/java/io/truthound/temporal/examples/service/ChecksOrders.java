package io.truthound.temporal.examples.service;

import static io.truthound.temporal.rule.Rules.inRange;
import static io.truthound.temporal.rule.Rules.notNull;

import io.temporal.client.WorkflowClient;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.LoggingBatchHook;
import io.truthound.temporal.client.MetricsBatchHook;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.rule.RuleSet;

/** Has orders checked before they are booked. */
public final class ChecksOrders {
  private static final RuleSet RULES =
      RuleSet.of(notNull("order_id"), inRange("quantity", 1, 50).warning());

  private final BatchExecutor executor;

  public ChecksOrders(WorkflowClient workflowClient, MetricsBatchHook metrics) {
    executor =
        BatchExecutor.newBuilder(workflowClient)
            .setTaskQueue("truthound")
            .setConfig(BatchConfig.LARGE_DATA)
            .addHooks(new LoggingBatchHook(), metrics)
            .build();
  }

  /** Says whether orders may be booked. */
  public boolean mayBook(String uri) {
    CheckResult result = executor.checkBatch(Dataset.of(uri).named("orders"), RULES);
    return result.succeeded();
  }
}
