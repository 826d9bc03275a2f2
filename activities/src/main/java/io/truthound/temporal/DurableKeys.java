package io.truthound.temporal;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.contract.KeyActivities;
import io.truthound.temporal.contract.KeyPlanTask;
import io.truthound.temporal.contract.KeyTask;
import io.truthound.temporal.contract.KeyVerdictTask;
import io.truthound.temporal.contract.LostKeys;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.engine.KeyEngine;
import io.truthound.temporal.engine.KeyEngine.FailingKey;
import io.truthound.temporal.engine.KeyEngine.Found;
import io.truthound.temporal.engine.KeyEngine.Keys;
import io.truthound.temporal.engine.KeyEngine.Partition;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.merge.KeyCount;
import io.truthound.temporal.merge.KeyRules;
import io.truthound.temporal.merge.MeasuredRule;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.PlanPartRef;
import io.truthound.temporal.plan.Reference;
import io.truthound.temporal.planning.PlanStore;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.rule.ReferentialIntegrity;
import io.truthound.temporal.staging.Needs;
import io.truthound.temporal.staging.SourcesAtHand;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Counts key partitions once: a result that lies in the store is never made again. */
final class DurableKeys implements KeyActivities {
  private final WorkerParts parts;

  DurableKeys(WorkerParts parts) {
    this.parts = parts;
  }

  @Override
  public List<Integer> planKeys(KeyPlanTask task) {
    return parts.edge().run(watch -> planned(task, watch));
  }

  private List<Integer> planned(KeyPlanTask task, HeartbeatWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    PlanStore plans = plans(task.folder());
    BatchPlan plan = plans.head(task.plan());
    KeyEngine engine = engine(plan);
    try (SourcesAtHand hand = parts.hand(task.folder())) {
      List<Integer> partitions = new ArrayList<>();
      for (int rule : KeyRules.of(plan.rules(), plan.decided())) {
        partitions.add(engine.partitions(keys(parts, plans, hand, plan, rule, watch), watch));
      }
      return partitions;
    }
  }

  @Override
  public void countKeys(KeyTask task) {
    parts
        .edge()
        .run(
            watch -> {
              count(task, watch);
              return true;
            });
  }

  private void count(KeyTask task, HeartbeatWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    StoredKeys stored = stored(task.folder(), task.plan());
    RunFolder resumed = task.folder().resumed();
    if (stored.has(name(task))
        || (resumed != null && stored(resumed, task.plan()).copyTo(stored, name(task)))) {
      watch.notes().reuses();
      return;
    }
    PlanStore plans = plans(task.folder());
    BatchPlan plan = plans.head(task.plan());
    BatchPlan judged = judging(plan, task.rule());
    try (SourcesAtHand hand = parts.hand(task.folder())) {
      Found found =
          engine(plan)
              .count(
                  keys(parts, plans, hand, judged, task.rule(), watch),
                  new Partition(task.partition(), task.partitions()),
                  watch);
      List<FailingKey> rows =
          found.rows().stream()
              .map(each -> new FailingKey(each.order(), judged.shown(task.rule(), each.row())))
              .toList();
      stored.write(name(task), found.count(), rows, null);
    }
  }

  @Override
  public void giveUpKeys(LostKeys lost) {
    parts
        .edge()
        .run(
            watch -> {
              stored(lost.task().folder(), lost.task().plan())
                  .write(name(lost.task()), KeyCount.NONE, List.of(), lost.message());
              return true;
            });
  }

  @Override
  public List<MeasuredRule> judgeKeys(KeyVerdictTask task) {
    return parts
        .edge()
        .run(
            watch ->
                stored(task.folder(), task.plan())
                    .judge(task, plans(task.folder()).head(task.plan()), watch));
  }

  /** A profile has no rules: of one, a column is counted as if it had to be unique. */
  static BatchPlan judging(BatchPlan plan, int rule) {
    return plan.profile() == null ? plan : plan.countingColumn(rule);
  }

  private static String name(KeyTask task) {
    return RunPaths.keys(task.rule(), task.partition(), task.partitions());
  }

  private KeyEngine engine(BatchPlan plan) throws RefusedException {
    return parts
        .engineById(plan.engine())
        .keys()
        .orElseThrow(
            () ->
                new RefusedException(
                    FailureTypes.ENGINE_MISMATCH,
                    "The engine %s counts no keys".formatted(plan.engine())));
  }

  static Keys keys(
      WorkerParts parts,
      PlanStore plans,
      SourcesAtHand hand,
      BatchPlan plan,
      int rule,
      ScanWatch watch)
      throws IOException, ScanCancelledException {
    List<PlanPart> others = new ArrayList<>();
    for (Reference reference : plan.references()) {
      if (reference.rule() == rule && plan.rules().get(rule) instanceof ReferentialIntegrity keys) {
        Needs needs = Needs.of(parts.readers(), reference, keys.effectiveReferenceColumns());
        others.addAll(all(plans, hand, reference.parts(), needs, watch));
      }
    }
    return new Keys(plan, all(plans, hand, plan.parts(), parts.needs(plan), watch), rule, others);
  }

  private static List<PlanPart> all(
      PlanStore plans, SourcesAtHand hand, List<PlanPartRef> parts, Needs needs, ScanWatch watch)
      throws IOException, ScanCancelledException {
    List<PlanPart> all = new ArrayList<>();
    for (PlanPartRef part : parts) {
      all.add(hand.atHand(plans.part(part), needs, watch));
    }
    return all;
  }

  private PlanStore plans(RunFolder folder) throws RefusedException, IOException {
    return parts.plans(folder);
  }

  private StoredKeys stored(RunFolder folder, ArtifactRef plan)
      throws RefusedException, IOException {
    ArtifactStore store = parts.store(folder);
    return new StoredKeys(new RunArtifacts(store, folder), plan.sha256());
  }
}
