package io.truthound.temporal.metrics;

import com.uber.m3.tally.Scope;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;

/** Puts the meters of Temporal's SDK on a Micrometer registry. */
public final class TruthoundMetrics {
  private TruthoundMetrics() {}

  /**
   * Returns a scope for {@code WorkflowServiceStubsOptions.Builder.setMetricsScope}, for those who
   * give the plugin to a client or a worker factory; given to the stubs' options, the plugin sets
   * it itself.
   *
   * <p>It reports each value at once, has no thread, and leaves the registry open when it is
   * closed.
   */
  public static Scope scope(MeterRegistry registry) {
    return new MeterScope(new MicrometerClientStatsReporter(registry));
  }
}
