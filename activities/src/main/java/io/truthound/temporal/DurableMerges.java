package io.truthound.temporal;

import io.truthound.temporal.contract.MergeActivities;
import io.truthound.temporal.contract.MergeSummary;
import io.truthound.temporal.contract.MergeTask;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.merge.ClosedChunks;
import io.truthound.temporal.merge.Judge;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.merge.SliceSummary;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.DamagedArtifactException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Merges slices by their artifacts, as the workflow of a narrow batch does by their summaries. */
final class DurableMerges implements MergeActivities {
  private final WorkerParts parts;

  DurableMerges(WorkerParts parts) {
    this.parts = parts;
  }

  @Override
  public MergeSummary mergeSlices(MergeTask task) {
    return parts.edge().run(watch -> merge(task, watch));
  }

  private MergeSummary merge(MergeTask task, HeartbeatWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    ArtifactStore store = parts.store(task.folder());
    String planSha256 = task.plan().sha256();
    BatchPlan plan = parts.plans(task.folder()).head(task.plan());
    FoldedSlices states = new FoldedSlices(store, task.folder(), planSha256);
    StoredSlices slices = new StoredSlices(store, task.folder(), planSha256);
    Judge judge = new Judge(plan.rules(), plan.decided().stream().map(DecidedRule::rule).toList());
    MergedPrefix merged = states.read(task.before(), plan);
    List<@Nullable Status> joined = new ArrayList<>();
    int end = task.firstSlice() + task.slices();
    for (int slice = task.firstSlice(); slice < end && merged.stop() == null; slice++) {
      watch.checkCancelled();
      SliceSummary next = slices.read(slice).summary();
      MergedPrefix before = merged;
      merged = plus(before, next, judge, task.stopAtFailure());
      joined.add(ClosedChunks.joined(before, next, merged));
    }
    ArtifactRef state = states.write(merged);
    return new MergeSummary(
        state, merged.withoutTallies(HistoryErrors.of(merged.errors())), joined);
  }

  private static MergedPrefix plus(
      MergedPrefix merged, SliceSummary slice, Judge judge, boolean stopAtFailure)
      throws DamagedArtifactException {
    try {
      return merged.plus(slice, judge, stopAtFailure);
    } catch (IllegalArgumentException | ArithmeticException contradiction) {
      // The slice contradicts what was merged before it: its artifact is not of this plan.
      throw new DamagedArtifactException(
          "Cannot merge slice %d: %s".formatted(slice.slice(), contradiction.getMessage()));
    }
  }
}
