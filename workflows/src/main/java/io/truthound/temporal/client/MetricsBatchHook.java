package io.truthound.temporal.client;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.ScanOutcome;
import io.truthound.temporal.result.Status;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts chunks and how long they take, over all batches that it is told of; as Micrometer meters
 * too, where it is given a registry:
 *
 * <ul>
 *   <li>{@code truthound.client.chunks}: chunks, by {@code status}
 *   <li>{@code truthound.client.chunk.time}: seconds that they took
 *   <li>{@code truthound.client.slices.retried}: attempts at slices after the first
 *   <li>{@code truthound.client.batches}: batches that are over, by {@code outcome}: the status of
 *       the answer, or {@code cancelled}, {@code aborted} where there is none
 * </ul>
 *
 * Safe for use by many threads.
 */
public final class MetricsBatchHook implements BatchHook {
  private final @Nullable MeterRegistry registry;
  private final LongAdder processed = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final AtomicLong nanos = new AtomicLong();

  /** Counts by itself. */
  public MetricsBatchHook() {
    this(null);
  }

  /** Counts by itself and in a registry, which stays the caller's. */
  public MetricsBatchHook(@Nullable MeterRegistry registry) {
    this.registry = registry;
  }

  /** Returns how many chunks have their verdict; skipped ones do not count. */
  public long chunksProcessed() {
    return processed.sum();
  }

  /** Returns how many chunks are FAILED or ERROR. */
  public long chunksFailed() {
    return failed.sum();
  }

  /** Returns what a processed chunk took on average; zero before there is one. */
  public Duration averageChunkDuration() {
    long chunks = chunksProcessed();
    return chunks == 0 ? Duration.ZERO : Duration.ofNanos(nanos.get() / chunks);
  }

  /** Returns {@link #averageChunkDuration} in milliseconds. */
  public double averageChunkDurationMs() {
    return averageChunkDuration().toNanos() / 1e6;
  }

  @Override
  public void sliceRetried(BatchHandle batch, int slice, int attempt) {
    if (registry != null) {
      registry.counter("truthound.client.slices.retried").increment();
    }
  }

  @Override
  public void chunksCompleted(BatchHandle batch, ChunkRun chunks) {
    count(chunks);
  }

  @Override
  public void chunksFailed(BatchHandle batch, ChunkRun chunks) {
    failed.add(chunks.chunks());
    count(chunks);
  }

  @Override
  public void batchCompleted(BatchHandle batch, BatchOutcome outcome) {
    over(outcome instanceof ScanOutcome scan ? scan.status().name() : "planned");
  }

  @Override
  public void batchCancelled(BatchHandle batch) {
    over("cancelled");
  }

  @Override
  public void batchFailed(BatchHandle batch, BatchOperationException why) {
    over("aborted");
  }

  private void count(ChunkRun chunks) {
    if (chunks.status() != Status.SKIPPED) {
      processed.add(chunks.chunks());
      nanos.addAndGet(chunks.duration().toNanos());
    }
    if (registry != null) {
      registry
          .counter("truthound.client.chunks", "status", lower(chunks.status().name()))
          .increment((double) chunks.chunks());
      Counter.builder("truthound.client.chunk.time")
          .baseUnit("seconds")
          .register(registry)
          .increment(chunks.duration().toNanos() / 1e9);
    }
  }

  private void over(String outcome) {
    if (registry != null) {
      registry.counter("truthound.client.batches", "outcome", lower(outcome)).increment();
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
