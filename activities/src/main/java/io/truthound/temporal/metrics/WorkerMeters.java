package io.truthound.temporal.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.listener.Attempt;
import io.truthound.temporal.listener.AttemptEnd;
import io.truthound.temporal.listener.Outcome;
import io.truthound.temporal.listener.WorkerListener;
import io.truthound.temporal.result.Status;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts and times what a worker does. {@code docs/metrics.md} lists the meters; no tag has more
 * values than there are task queues, kinds of work, operations, outcomes or statuses. Closing it
 * takes the gauges off the registry.
 */
public final class WorkerMeters implements WorkerListener, AutoCloseable {
  private static final String TASK_QUEUE = "task_queue";
  private static final String KIND = "kind";
  private static final String OPERATION = "operation";

  private final MeterRegistry registry;
  private final AtomicInteger used = new AtomicInteger();
  private final List<Meter> gauges;

  /**
   * Begins to meter a worker.
   *
   * @param taskQueues the task queues that share its slots
   * @param slots how many activities it runs at once
   */
  public WorkerMeters(MeterRegistry registry, List<String> taskQueues, int slots) {
    this.registry = registry;
    Tags shared = Tags.of(TASK_QUEUE, String.join(",", taskQueues));
    this.gauges =
        List.of(
            Gauge.builder("truthound.slots", () -> slots)
                .description("Activities that the worker runs at once")
                .tags(shared)
                .register(registry),
            Gauge.builder("truthound.slots.used", used::get)
                .description("Activities that run now")
                .tags(shared)
                .register(registry));
  }

  @Override
  public void attemptBegan(Attempt attempt) {
    used.incrementAndGet();
    if (attempt.repeats()) {
      Counter.builder("truthound.retries")
          .description("Attempts that began after others had failed or were lost")
          .tags(tags(attempt))
          .register(registry)
          .increment();
    }
  }

  @Override
  public void attemptEnded(Attempt attempt, AttemptEnd end) {
    used.decrementAndGet();
    Timer.builder("truthound.attempts")
        .description("Attempts at activities that ended, and how long each had a slot")
        .tags(tags(attempt).and("outcome", end.outcome().word()))
        .register(registry)
        .record(end.duration());
    if (end.outcome() == Outcome.DONE) {
      done(attempt, end);
    }
  }

  private void done(Attempt attempt, AttemptEnd end) {
    Operation operation = end.operation();
    Status status = end.status();
    if (attempt.kind().scans()) {
      size("truthound.scanned", "of slices that were scanned", tags(attempt), end);
    } else if (operation != null && status != null) {
      reported(of(attempt, operation), status);
    } else if (operation != null) {
      planned(of(attempt, operation), end);
    }
  }

  private void planned(Tags tags, AttemptEnd end) {
    count("truthound.planned.batches", "batches", "Batches that were planned", tags, 1);
    size("truthound.planned", "of the datasets that were planned", tags, end);
  }

  private void reported(Tags tags, Status status) {
    count(
        "truthound.reported.batches",
        "batches",
        "Batches whose report was written",
        tags.and("status", status.name().toLowerCase(Locale.ROOT)),
        1);
  }

  private void size(String name, String whose, Tags tags, AttemptEnd end) {
    count(name + ".rows", "rows", "Rows " + whose, tags, end.rows());
    count(name + ".bytes", "bytes", "Bytes " + whose, tags, end.bytes());
  }

  private void count(String name, String unit, String description, Tags tags, long many) {
    Counter.builder(name)
        .baseUnit(unit)
        .description(description)
        .tags(tags)
        .register(registry)
        .increment((double) many);
  }

  private static Tags tags(Attempt attempt) {
    return Tags.of(TASK_QUEUE, attempt.taskQueue(), KIND, attempt.kind().word());
  }

  private static Tags of(Attempt attempt, Operation operation) {
    return Tags.of(TASK_QUEUE, attempt.taskQueue(), OPERATION, operation.word());
  }

  @Override
  public void close() {
    gauges.forEach(registry::remove);
  }
}
