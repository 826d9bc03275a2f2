package io.truthound.temporal;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.LostSlice;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.contract.SliceActivities;
import io.truthound.temporal.contract.SliceTask;
import io.truthound.temporal.engine.DataQualityEngine;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.merge.SliceResult;
import io.truthound.temporal.merge.SliceSummary;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.planning.PlanStore;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.DamagedArtifactException;
import java.io.IOException;
import java.util.Optional;

/** Checks slices once: a result that lies in the store is never made again. */
final class DurableSlices implements SliceActivities {
  private final WorkerParts parts;

  DurableSlices(WorkerParts parts) {
    this.parts = parts;
  }

  @Override
  public SliceSummary checkSlice(SliceTask task) {
    return parts.edge().run(watch -> new Attempt(task).summary(watch, this::scanned));
  }

  @Override
  public SliceSummary giveUpSlice(LostSlice lost) {
    return parts
        .edge()
        .run(
            watch ->
                new Attempt(lost.task()).summary(watch, (attempt, w) -> givenUp(attempt, lost)));
  }

  private SliceFindings scanned(Attempt attempt, HeartbeatWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    DataQualityEngine engine = parts.engineById(attempt.plan.engine());
    SliceFindings findings = new SliceFindings(attempt.plan, attempt.slice);
    engine.check(attempt.plan, attempt.part, attempt.slice, watch, findings);
    return findings;
  }

  private static SliceFindings givenUp(Attempt attempt, LostSlice lost) {
    SliceFindings findings = new SliceFindings(attempt.plan, attempt.slice);
    for (Segment segment : attempt.slice.segments()) {
      String source = attempt.part.source(segment.source()).uri();
      findings.unreadable(segment, segment.range(), source, lost.type(), lost.message());
    }
    return findings;
  }

  /** Finds out what a slice holds. */
  private interface Finding {
    SliceFindings of(Attempt attempt, HeartbeatWatch watch)
        throws RefusedException, IOException, ScanCancelledException;
  }

  /** One attempt at a slice: its plan, its part, its place in the store. */
  private final class Attempt {
    private final SliceTask task;
    private final ArtifactStore store;
    private final PlanStore plans;
    private final String name;
    private final BatchPlan plan;
    private final PlanPart part;
    private final Slice slice;

    Attempt(SliceTask task) throws RefusedException, IOException {
      this.task = task;
      this.store = parts.store(task.folder());
      this.plans = new PlanStore(store, task.folder());
      this.name = RunPaths.folder(task.folder()) + RunPaths.slice(task.slice());
      this.plan = plans.head(task.plan());
      this.part = plans.part(plan.partOf(task.slice()));
      this.slice = part.slices().get(task.slice() - plan.partOf(task.slice()).firstSlice());
    }

    SliceSummary summary(HeartbeatWatch watch, Finding finding)
        throws RefusedException, IOException, ScanCancelledException {
      Optional<SliceSummary> before = stored();
      if (before.isPresent()) {
        return before.get();
      }
      SliceResult result =
          SliceResults.of(plan, task.plan().sha256(), slice, part, finding.of(this, watch));
      if (store.putIfAbsent(name, ArtifactJson.write(result))) {
        return result.summary();
      }
      return stored().orElseThrow(() -> new IOException("Artifact " + name + " came and went"));
    }

    private Optional<SliceSummary> stored() throws IOException {
      Optional<byte[]> bytes = store.read(name);
      return bytes.isEmpty() ? Optional.empty() : Optional.of(parsed(bytes.get()));
    }

    private SliceSummary parsed(byte[] bytes) throws DamagedArtifactException {
      SliceResult result;
      try {
        result = ArtifactJson.read(bytes, SliceResult.class);
      } catch (IOException e) {
        throw new DamagedArtifactException("Cannot understand " + name + ": " + e.getMessage());
      }
      if (!result.plan().equals(task.plan().sha256()) || result.version() != SliceResult.VERSION) {
        throw new DamagedArtifactException(
            "Artifact %s belongs to another plan or version".formatted(name));
      }
      return result.summary();
    }
  }
}
