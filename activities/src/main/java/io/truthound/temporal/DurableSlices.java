package io.truthound.temporal;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.contract.LostSlice;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.contract.SliceActivities;
import io.truthound.temporal.contract.SliceTask;
import io.truthound.temporal.engine.Engine;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.engine.arrow.ArrowScans;
import io.truthound.temporal.merge.SliceResult;
import io.truthound.temporal.merge.SliceSummary;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.planning.PlanStore;
import io.truthound.temporal.staging.SourcesAtHand;
import io.truthound.temporal.state.ColumnSpool;
import io.truthound.temporal.storage.ArtifactStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Checks or profiles slices once: a result that lies in the store is never made again. */
final class DurableSlices implements SliceActivities {
  /** One attempt may be lost by chance; with a second it is the slice that is suspected. */
  private static final int MOST_ABANDONED = 2;

  private static final String LOST_WITH_IT =
      "workers were lost, or took longer than the chunk timeout, whenever these rows were read";

  private final WorkerParts parts;

  DurableSlices(WorkerParts parts) {
    this.parts = parts;
  }

  @Override
  public SliceSummary checkSlice(SliceTask task) {
    return summary(task, SliceWork.CHECK);
  }

  @Override
  public SliceSummary profileSlice(SliceTask task) {
    return summary(task, SliceWork.PROFILE);
  }

  @Override
  public SliceSummary giveUpSlice(LostSlice lost) {
    return parts
        .edge()
        .begin(
            lost.task().slice(),
            watch ->
                summary(
                    lost.task(),
                    watch,
                    attempt -> CompletableFuture.completedFuture(givenUp(attempt, lost))));
  }

  private SliceSummary summary(SliceTask task, SliceWork work) {
    return parts
        .edge()
        .begin(
            task.slice(),
            watch -> {
              long begun = System.nanoTime();
              return summary(task, watch, attempt -> findings(attempt, watch, work))
                  .thenApply(summary -> summary.foundBy(attempt(watch, begun)));
            });
  }

  private static SliceSummary.Attempt attempt(HeartbeatWatch watch, long begun) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    return new SliceSummary.Attempt(watch.info().getAttempt(), Duration.ofMillis(millis));
  }

  private CompletionStage<SliceSummary> summary(
      SliceTask task, HeartbeatWatch watch, Finding finding)
      throws RefusedException, IOException, ScanCancelledException {
    ColumnSpool spool = new ColumnSpool(parts.scratch());
    return Stages.closing(spool, () -> new Attempt(task, spool, watch.notes()).summary(finding));
  }

  private CompletionStage<SliceFindings> findings(
      Attempt attempt, HeartbeatWatch watch, SliceWork work)
      throws RefusedException, IOException, ScanCancelledException {
    if (attempt.task.read()) {
      return CompletableFuture.completedFuture(new SliceFindings(attempt.plan, attempt.slice));
    }
    return attempt.task.suspect()
        ? CompletableFuture.completedFuture(suspected(attempt, watch, work))
        : found(attempt, watch, work);
  }

  private CompletionStage<SliceFindings> found(
      Attempt attempt, HeartbeatWatch watch, SliceWork work)
      throws RefusedException, IOException, ScanCancelledException {
    if (watch.abandoned() >= MOST_ABANDONED) {
      throw new RefusedException(
          FailureTypes.WORKER_LOST,
          "%d attempts never ended: their workers were lost, or they took longer than the timeout"
              .formatted(watch.abandoned()));
    }
    Engine engine = parts.engineById(attempt.plan.engine());
    SliceFindings findings = new SliceFindings(attempt.plan, attempt.slice, attempt.spool);
    SourcesAtHand hand = parts.hand(attempt.task.folder());
    return Stages.closing(
        hand,
        () -> {
          PlanPart atHand =
              hand.atHand(attempt.part, attempt.slice, parts.needs(attempt.plan), watch);
          ArrowScans.OpenScan scan =
              parts.scans().open(attempt.plan, atHand, attempt.slice, watch, findings);
          return work.begin(engine, scan, parts.edge().finishers()).thenApply(done -> findings);
        });
  }

  /**
   * Finds the blocks that workers are lost with, and scans the others as one. It waits for the
   * engine, whichever way that works: one block at a time.
   */
  private SliceFindings suspected(Attempt attempt, HeartbeatWatch watch, SliceWork work)
      throws RefusedException, IOException, ScanCancelledException {
    BatchPlan plan = attempt.plan;
    Slice slice = attempt.slice;
    Engine engine = parts.engineById(plan.engine());
    Suspects suspects = new Suspects(attempt.results.artifacts(), slice, watch::isForgotten);
    try (SourcesAtHand hand = parts.hand(attempt.task.folder())) {
      PlanPart atHand = hand.atHand(attempt.part, slice, parts.needs(plan), watch);
      Suspects.Found blocks =
          suspects.blocks(
              block -> {
                try (ColumnSpool spool = new ColumnSpool(parts.scratch())) {
                  SliceFindings unused = new SliceFindings(plan, slice, spool);
                  work.run(engine, parts.scans().open(plan, atHand, block, watch, unused));
                }
              });
      SliceFindings findings = new SliceFindings(plan, slice, attempt.spool);
      List<Segment> fatal = blocks.fatal();
      if (!blocks.sound().isEmpty()
          && !suspects.survives(
              new Slice(slice.index(), blocks.sound()),
              rest -> work.run(engine, parts.scans().open(plan, atHand, rest, watch, findings)))) {
        fatal = slice.segments();
      }
      attempt.unreadable(findings, fatal, FailureTypes.WORKER_LOST, LOST_WITH_IT);
      return findings;
    }
  }

  private static SliceFindings givenUp(Attempt attempt, LostSlice lost) {
    SliceFindings findings = new SliceFindings(attempt.plan, attempt.slice);
    attempt.unreadable(findings, attempt.slice.segments(), lost.type(), lost.message());
    return findings;
  }

  /** Finds out what a slice holds. */
  private interface Finding {
    CompletionStage<SliceFindings> of(Attempt attempt)
        throws RefusedException, IOException, ScanCancelledException;
  }

  /** One attempt at a slice: its plan, its part, its place in the store. */
  private final class Attempt {
    private final SliceTask task;
    private final ColumnSpool spool;
    private final AttemptNotes notes;
    private final StoredSlices results;
    private final @Nullable StoredSlices earlier;
    private final BatchPlan plan;
    private final PlanPart part;
    private final Slice slice;

    Attempt(SliceTask task, ColumnSpool spool, AttemptNotes notes)
        throws RefusedException, IOException {
      this.task = task;
      this.spool = spool;
      this.notes = notes;
      ArtifactStore store = parts.store(task.folder());
      PlanStore plans = parts.plans(task.folder());
      this.results = new StoredSlices(store, task.folder(), task.plan().sha256());
      RunFolder resumed = task.folder().resumed();
      this.earlier =
          resumed == null ? null : new StoredSlices(store, resumed, task.plan().sha256());
      this.plan = parts.recentPlans().head(plans, task.plan());
      this.part = parts.recentPlans().part(plans, plan.partOf(task.slice()));
      this.slice = part.slices().get(task.slice() - plan.partOf(task.slice()).firstSlice());
    }

    void unreadable(SliceFindings findings, List<Segment> segments, String type, String message) {
      for (Segment segment : segments) {
        String source = part.source(segment.source()).uri();
        findings.unreadable(segment, segment.range(), source, type, message);
      }
    }

    CompletionStage<SliceSummary> summary(Finding finding)
        throws RefusedException, IOException, ScanCancelledException {
      Optional<SliceSummary> before = before();
      CompletionStage<SliceSummary> summary =
          before.isPresent()
              ? CompletableFuture.completedFuture(before.get())
              : Stages.then(finding.of(this), this::stored);
      return summary.thenApply(this::noted);
    }

    private SliceSummary noted(SliceSummary summary) {
      notes.finds(summary, slice);
      return plan.wide() ? summary.withoutTallies() : summary;
    }

    private Optional<SliceSummary> before() throws RefusedException, IOException {
      Optional<StoredSlices.Head> before = results.head(task.slice(), parts.scratch());
      // Asked for also where the result is here already: an attempt before may have copied it.
      if (earlier != null && earlier.isSound(task.slice(), parts.scratch())) {
        if (before.isEmpty()) {
          earlier.copyTo(results, task.slice(), parts.scratch());
        }
        notes.reuses();
        return Optional.of(written().reusing());
      }
      if (before.isPresent()) {
        notes.reuses();
      }
      return before.map(StoredSlices.Head::summary);
    }

    private SliceSummary stored(SliceFindings findings) throws IOException {
      SliceResult result = SliceResults.of(plan, task.plan().sha256(), slice, part, findings);
      return put(results.name(task.slice()), result) ? result.summary() : written();
    }

    private SliceSummary written() throws IOException {
      return results
          .head(task.slice(), parts.scratch())
          .orElseThrow(
              () -> new IOException("Artifact " + results.name(task.slice()) + " came and went"))
          .summary();
    }

    private boolean put(String name, SliceResult result) throws IOException {
      ArtifactStore store = results.artifacts().store();
      try {
        return store.putIfAbsent(name, out -> ArtifactJson.write(out, result));
      } catch (UncheckedIOException late) {
        throw late.getCause();
      }
    }
  }
}
