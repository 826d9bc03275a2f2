package io.truthound.temporal.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** Counts and times what a worker asks of object stores. No tag names an object or a bucket. */
public final class RequestMeters {
  private static final String OPERATION = "operation";

  private final MeterRegistry registry;

  public RequestMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Counts a request that is over.
   *
   * @param operation as the store calls it, such as {@code GetObject}
   * @param took all attempts together
   * @param retries attempts after the first
   */
  public void done(String operation, Duration took, int retries, boolean failed) {
    Timer.builder("truthound.s3.requests")
        .description("Requests to S3 that ended, and how long each took with its retries")
        .tags(OPERATION, operation, "outcome", failed ? "failed" : "done")
        .register(registry)
        .record(took);
    if (retries > 0) {
      counter("truthound.s3.retries", "retries", "Attempts at requests after the first", operation)
          .increment(retries);
    }
  }

  /** Counts bytes of bodies. */
  public void moved(String operation, long bytes) {
    counter("truthound.s3.bytes", "bytes", "Bytes of bodies that were read or written", operation)
        .increment((double) bytes);
  }

  private Counter counter(String name, String unit, String description, String operation) {
    return Counter.builder(name)
        .baseUnit(unit)
        .description(description)
        .tags(OPERATION, operation)
        .register(registry);
  }
}
