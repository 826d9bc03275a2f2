package io.truthound.temporal.examples.spring;

import static io.truthound.temporal.rule.Rules.greaterThan;
import static io.truthound.temporal.rule.Rules.unique;

import io.temporal.client.WorkflowClient;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.rule.RuleSet;
import org.springframework.stereotype.Service;

/** Has weather checked. */
@Service
public class WeatherChecks {
  private static final RuleSet RULES =
      RuleSet.of(
          unique("date"),
          greaterThan("precipitation", 0).where("weather = 'rain'").named("rain is wet"));

  private final BatchExecutor executor;

  public WeatherChecks(WorkflowClient client) {
    executor = BatchExecutor.newBuilder(client).build();
  }

  /** Waits for the answer; rules that are broken are part of it. */
  public CheckResult check(String file) {
    return executor.checkBatch(Dataset.csv(file).named("weather"), RULES);
  }
}
