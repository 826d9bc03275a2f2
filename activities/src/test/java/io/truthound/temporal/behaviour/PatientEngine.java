package io.truthound.temporal.behaviour;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.engine.AsyncDataQualityEngine;
import io.truthound.temporal.engine.Preparation;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.SliceScan;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.rule.RowRule;
import io.truthound.temporal.rule.RuleResolution;
import io.truthound.temporal.rule.RuleSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** An asynchronous engine that answers when a test says so. Every source is one chunk. */
final class PatientEngine implements AsyncDataQualityEngine {
  static final String NAME = "patient";

  private final BlockingQueue<Pending> pending = new LinkedBlockingQueue<>();
  private final AtomicInteger atWork = new AtomicInteger();
  private final AtomicInteger mostAtWork = new AtomicInteger();
  private final AtomicInteger told = new AtomicInteger();

  /** A slice that waits for its answer. */
  record Pending(SliceScan scan, CompletableFuture<Void> stage) {
    /** Answers that all rows pass. */
    void passes() {
      for (Segment segment : scan.slice().segments()) {
        for (int rule = 0; rule < scan.plan().rules().size(); rule++) {
          if (scan.plan().rules().get(rule) instanceof RowRule) {
            scan.findings().count(segment.firstChunk(), rule, segment.range().count(), 0);
          }
        }
      }
      stage.complete(null);
    }

    void fails(Throwable failure) {
      stage.completeExceptionally(failure);
    }
  }

  /** Returns the next slice that waits, as soon as there is one. */
  Pending next() throws InterruptedException {
    return pending.take();
  }

  /** Returns how many slices were at work at once, at most. */
  int mostAtWork() {
    return mostAtWork.get();
  }

  /** Returns how many slices were told to stop. */
  int told() {
    return told.get();
  }

  @Override
  public String id() {
    return "patient/1";
  }

  @Override
  public Preparation prepare(
      RuleSet rules, RuleResolution resolution, List<Column> columns, Map<String, String> extra) {
    return Preparation.reading(columns.stream().map(Column::name).toList());
  }

  @Override
  public CompletionStage<?> check(SliceScan scan) {
    mostAtWork.accumulateAndGet(atWork.incrementAndGet(), Math::max);
    CompletableFuture<Void> stage = new CompletableFuture<>();
    CompletionStage<Void> counted = stage.whenComplete((done, e) -> atWork.decrementAndGet());
    scan.watch()
        .onCancel(
            () -> {
              told.incrementAndGet();
              stage.completeExceptionally(new ScanCancelledException());
            });
    pending.add(new Pending(scan, stage));
    return counted;
  }
}
