package io.truthound.temporal.examples;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.truthound.temporal.client.BatchExecutor;
import io.truthound.temporal.client.BatchSchedule;
import io.truthound.temporal.client.BatchSchedules;
import io.truthound.temporal.client.BatchTiming;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.config.FailWorkflowOn;
import io.truthound.temporal.dataset.Dataset;
import java.time.Duration;
import java.time.ZoneId;

/** Has a server check a file every night; only a real server has schedules. */
public final class Nightly {
  private Nightly() {}

  public static void main(String[] args) {
    schedule(WorkflowClient.newInstance(WorkflowServiceStubs.newLocalServiceStubs()));
  }

  static BatchSchedule schedule(WorkflowClient client) {
    BatchExecutor executor =
        BatchExecutor.newBuilder(client)
            // Whoever watches workflows sees a bad night.
            .setConfig(BatchConfig.DEFAULT.withFailWorkflowOn(FailWorkflowOn.FAILED))
            .build();
    BatchTiming everyNight =
        BatchTiming.cron("0 3 * * *")
            .in(ZoneId.of("Europe/Berlin"))
            .withJitter(Duration.ofMinutes(5));
    BatchSchedule nightly =
        BatchSchedules.of(executor)
            .createCheck(
                "nightly-weather",
                Dataset.csv("examples/seattle-weather.csv").named("weather"),
                OwnRules.RULES,
                everyNight);
    System.out.printf(
        "%s, paused: %b, %d nights are planned%n",
        nightly.id(), nightly.describe().paused(), nightly.describe().next().size());
    return nightly;
  }
}
