package io.truthound.temporal.metrics;

import com.uber.m3.tally.Buckets;
import com.uber.m3.tally.Capabilities;
import com.uber.m3.tally.Counter;
import com.uber.m3.tally.Gauge;
import com.uber.m3.tally.Histogram;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.StatsReporter;
import com.uber.m3.tally.Stopwatch;
import com.uber.m3.tally.StopwatchRecorder;
import com.uber.m3.tally.Timer;
import com.uber.m3.util.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands each value on at once. Tally's own scope keeps counts back for a thread that reports them
 * from time to time: until that scope is closed, which closes the registry too, it holds up the end
 * of the JVM.
 */
final class MeterScope implements Scope {
  private final StatsReporter reporter;
  private final String prefix;
  private final Map<String, String> tags;

  MeterScope(StatsReporter reporter) {
    this(reporter, "", new LinkedHashMap<>());
  }

  private MeterScope(StatsReporter reporter, String prefix, Map<String, String> tags) {
    this.reporter = reporter;
    this.prefix = prefix;
    this.tags = tags;
  }

  @Override
  public Counter counter(String name) {
    return delta -> reporter.reportCounter(prefix + name, tags, delta);
  }

  @Override
  public Gauge gauge(String name) {
    return value -> reporter.reportGauge(prefix + name, tags, value);
  }

  @Override
  public Timer timer(String name) {
    return new Durations(prefix + name);
  }

  /** Returns a timer: Micrometer's registries decide by themselves about buckets. */
  @Override
  @SuppressWarnings({"deprecation", "rawtypes"}) // of tally's own interface
  public Histogram histogram(String name, @Nullable Buckets buckets) {
    return new Durations(prefix + name);
  }

  @Override
  public Scope tagged(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(tags);
    all.putAll(more);
    return new MeterScope(reporter, prefix, all);
  }

  @Override
  public Scope subScope(String name) {
    return new MeterScope(reporter, prefix + name + ".", tags);
  }

  @Override
  public Capabilities capabilities() {
    return reporter.capabilities();
  }

  @Override
  public void close() {}

  private final class Durations implements Timer, Histogram, StopwatchRecorder {
    private final String name;

    Durations(String name) {
      this.name = name;
    }

    @Override
    public void record(Duration duration) {
      reporter.reportTimer(name, tags, duration);
    }

    @Override
    public void recordDuration(Duration duration) {
      record(duration);
    }

    @Override
    public void recordValue(double value) {
      reporter.reportGauge(name, tags, value);
    }

    @Override
    public Stopwatch start() {
      return new Stopwatch(System.nanoTime(), this);
    }

    @Override
    public void recordStopwatch(long began) {
      record(Duration.between(began, System.nanoTime()));
    }
  }
}
