package io.truthound.temporal;

import io.truthound.temporal.contract.MeasureTask;
import io.truthound.temporal.contract.ReportTask;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.merge.Aggregation;
import io.truthound.temporal.merge.Grounds;
import io.truthound.temporal.merge.MeasuredRule;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.merge.Verdicts;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Judges wide batches, whose tallies lie in the store. */
final class FoldedReports {
  private FoldedReports() {}

  /** Returns what judges the rules of a plan. */
  static Verdicts verdicts(BatchPlan plan) {
    return new Verdicts(
        plan.rules(), plan.decided(), plan.referenceRows(), plan.proven(), plan.settled());
  }

  /** Returns a task as it would be if history held the tallies; one of a narrow batch as it is. */
  static ReportTask unfolded(
      ReportTask task, BatchPlan plan, ArtifactStore store, HeartbeatWatch watch)
      throws IOException, ScanCancelledException {
    ReportTask.Folded folded = task.folded();
    if (folded == null) {
      return task;
    }
    MergedPrefix merged =
        new FoldedSlices(store, task.folder(), task.plan().sha256()).read(folded.state(), plan);
    CheckResult result = task.result();
    MeasureTask measuring = folded.measuring();
    RunArtifacts artifacts = new RunArtifacts(store, task.folder());
    List<MeasuredRule> measured = new ArrayList<>();
    if (measuring != null) {
      measured.addAll(
          new StateNodes(measuring.states(), artifacts, plan)
              .merged(watch)
              .judge(measuring.begun()));
    }
    if (task.keys() != null) {
      measured.addAll(
          new StoredKeys(artifacts, task.plan().sha256()).judge(task.keys(), plan, watch));
    }
    Verdicts.Basis basis =
        Grounds.of(result.aggregation(), plan.chunks(), merged, result.ended(), measured);
    Status status =
        Aggregation.status(
            result.aggregation(),
            result.chunks(),
            plan.rules(),
            FoldedReports.verdicts(plan).of(basis),
            merged.stop(),
            result.ended());
    return new ReportTask(
        task.folder(),
        task.plan(),
        result.withStatus(status),
        folded.keepsRules() ? basis : null,
        task.slices(),
        task.lastChunk(),
        task.onlyLastChunk(),
        null,
        task.keys(),
        task.history());
  }
}
