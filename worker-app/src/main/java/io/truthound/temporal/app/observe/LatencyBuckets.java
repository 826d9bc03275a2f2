package io.truthound.temporal.app.observe;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Gives the timers that quantiles are wanted of a few buckets; others only count and sum. */
final class LatencyBuckets implements MeterFilter {
  private static final Set<String> TIMERS =
      Set.of(
          "truthound.attempts",
          "truthound.s3.requests",
          "temporal_activity_schedule_to_start_latency",
          "temporal_workflow_task_schedule_to_start_latency",
          "temporal_workflow_endtoend_latency",
          "temporal_request_latency");
  private static final double[] SECONDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800
  };

  @Override
  public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
    return TIMERS.contains(id.getName())
        ? DistributionStatisticConfig.builder()
            .serviceLevelObjectives(DoubleStream.of(SECONDS).map(LatencyBuckets::nanos).toArray())
            .build()
            .merge(config)
        : config;
  }

  private static double nanos(double seconds) {
    return seconds * Duration.ofSeconds(1).toNanos();
  }
}
