package io.truthound.temporal;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.Digests;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.ReportActivities;
import io.truthound.temporal.contract.ReportSummary;
import io.truthound.temporal.contract.ReportTask;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.merge.ErrorRuns;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.merge.SliceResult;
import io.truthound.temporal.merge.SliceResult.SampledRow;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.storage.ArtifactStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Gathers failing rows and errors of merged slices in plan order and writes the report. */
final class DurableReports implements ReportActivities {
  /** What history holds of a report stays below this. */
  private static final int MOST_BYTES_IN_HISTORY = 24 * 1024;

  private final WorkerParts parts;

  DurableReports(WorkerParts parts) {
    this.parts = parts;
  }

  @Override
  public ReportSummary report(ReportTask task) {
    return parts.edge().run(watch -> report(task, watch));
  }

  private ReportSummary report(ReportTask task, HeartbeatWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    ArtifactStore store = parts.store(task.folder());
    BatchPlan plan = parts.plans(task.folder()).head(task.plan());
    Gathered gathered = new Gathered(plan, FoldedReports.unfolded(task, plan, store, watch));
    StoredSlices slices = new StoredSlices(store, task.folder(), task.plan().sha256());
    for (int slice = 0; slice < task.slices(); slice++) {
      watch.checkCancelled();
      gathered.add(slices.read(slice));
    }
    if (task.keys() != null) {
      new StoredKeys(slices.artifacts(), task.plan().sha256())
          .samples(task.keys(), plan, watch)
          .forEach(gathered::put);
    }
    // Neither ids nor times: the same answer has the same bytes in every run.
    CheckResult report = gathered.complete().withIds("", "", Duration.ZERO);
    byte[] bytes = ArtifactJson.write(report);
    String name = RunPaths.folder(task.folder()) + RunPaths.REPORT;
    store.putIfAbsent(name, bytes);
    byte[] written =
        store.read(name).orElseThrow(() -> new IOException("Report " + name + " is gone"));
    ArtifactRef reference =
        new ArtifactRef(
            RunPaths.uri(task.folder(), RunPaths.REPORT), Digests.sha256(written), written.length);
    CheckResult answer = ArtifactJson.read(written, CheckResult.class);
    RecordedRuns.record(task.history(), Operation.CHECK, answer, reference, slices.artifacts());
    watch.notes().reports(Operation.CHECK, answer.status());
    return forHistory(reference, answer, task.folded() != null);
  }

  private static ReportSummary forHistory(ArtifactRef reference, CheckResult report, boolean wide) {
    List<ChunkError> errors =
        HistoryErrors.of(report.errors().stream().limit(MergedPrefix.MOST_ERRORS).toList());
    if (wide) {
      return new ReportSummary(reference, List.of(), errors, report.status());
    }
    List<List<FailingRow>> rows = new ArrayList<>();
    for (RuleResult rule : report.rules()) {
      rows.add(rule.samples().stream().map(FailingRow::withoutData).toList());
    }
    ReportSummary summary = new ReportSummary(reference, rows, errors, null);
    return ArtifactJson.write(summary).length <= MOST_BYTES_IN_HISTORY
        ? summary
        : new ReportSummary(reference, List.of(), errors, null);
  }

  /** Rows and errors gathered so far. */
  private static final class Gathered {
    private final ReportTask task;
    private final BatchPlan plan;
    private final List<List<FailingRow>> rows = new ArrayList<>();
    private final List<ChunkError> errors = new ArrayList<>();

    Gathered(BatchPlan plan, ReportTask task) {
      this.task = task;
      this.plan = plan;
      plan.rules().forEach(rule -> rows.add(new ArrayList<>()));
    }

    void add(SliceResult slice) {
      long last = task.lastChunk() == null ? Long.MAX_VALUE - 1 : task.lastChunk();
      for (SampledRow sample : slice.samples()) {
        List<FailingRow> kept = rows.get(sample.rule());
        boolean counts = task.onlyLastChunk() ? sample.chunk() == last : sample.chunk() <= last;
        if (counts && kept.size() < plan.sampleSize()) {
          kept.add(plan.shown(sample.rule(), sample.row()));
        }
      }
      slice.errors().forEach(error -> ErrorRuns.append(errors, error, last));
    }

    void put(int rule, List<FailingRow> failing) {
      rows.set(rule, failing);
    }

    CheckResult complete() {
      List<RuleResult> rules = new ArrayList<>();
      if (task.verdicts() != null) {
        for (RuleResult rule : FoldedReports.verdicts(plan).of(task.verdicts())) {
          rules.add(rule.withSamples(rows.get(rule.index())));
        }
      }
      errors.addAll(task.result().errors());
      return task.result().withRules(rules).withErrors(errors);
    }
  }
}
