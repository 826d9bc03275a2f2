package io.truthound.temporal;

import io.temporal.activity.Activity;
import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.contract.PlanHost;
import io.truthound.temporal.contract.PlanSummary;
import io.truthound.temporal.contract.PlanTask;
import io.truthound.temporal.contract.PlanningActivities;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.contract.WireNames;
import io.truthound.temporal.engine.Engine;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.planning.EarlierPlan;
import io.truthound.temporal.planning.PastSettling;
import io.truthound.temporal.planning.PlanStore;
import io.truthound.temporal.planning.Settlement;
import io.truthound.temporal.result.AutomaticRules;
import io.truthound.temporal.rule.ReferringRule;
import io.truthound.temporal.staging.SourcesAtHand;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.Baselines;
import io.truthound.temporal.storage.ObjectChangedException;
import io.truthound.temporal.storage.ObjectRefusedException;
import io.truthound.temporal.storage.StoreId;
import java.io.IOException;
import java.util.Optional;

/** Plans once for each batch: a plan that lies in the store is never made again. */
final class DurablePlanning implements PlanningActivities {
  private final WorkerParts parts;

  DurablePlanning(WorkerParts parts) {
    this.parts = parts;
  }

  @Override
  public PlanSummary plan(PlanTask task) {
    return parts
        .edge()
        .run(
            watch -> {
              PlanSummary plan = reachable(task, watch);
              watch.notes().plans(task.request().operation(), plan);
              return plan;
            });
  }

  /** What refuses or changes while nothing is planned yet is said at once. */
  private PlanSummary reachable(PlanTask task, HeartbeatWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    try {
      return plan(task, watch);
    } catch (ObjectRefusedException e) {
      throw new RefusedException(FailureTypes.REQUEST_REFUSED, String.valueOf(e.getMessage()));
    } catch (ObjectChangedException e) {
      throw new RefusedException(FailureTypes.DATASET_REFUSED, "While planning: " + e.getMessage());
    }
  }

  private PlanSummary plan(PlanTask task, HeartbeatWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    BatchRequest request = resolved(task.request());
    PlanStore plans = parts.plans(task.folder());
    Optional<PlanSummary> before = plans.find(request.userRules().size());
    if (before.isPresent()) {
      watch.notes().reuses();
      return located(before.get(), request, task.folder());
    }
    BatchRequest full =
        task.schema() == null
            ? request
            : request.with(
                AutomaticRules.of(
                    new Baselines(parts.store(task.folder())).schema(task.schema()),
                    request.config().sampleValues().stricter(parts.shown())));
    RunFolder resumed = task.folder().resumed();
    EarlierPlan earlier =
        resumed == null ? null : EarlierPlan.of(parts.store(task.folder()), resumed);
    Settlement past =
        PastSettling.of(full, parts.store(task.folder()), earlier == null ? null : earlier.plan());
    Engine engine = parts.engine(request.effectiveEngine());
    try (SourcesAtHand hand = parts.hand(task.folder())) {
      BatchPlan plan = plans.headOf(parts.planner().plan(full, past, engine, hand, watch), request);
      if (earlier != null) {
        earlier.requireSame(plan, plans);
      }
      return located(plans.write(plan, request), request, task.folder());
    }
  }

  /** Puts the settled time into URIs; a client of another kind may have sent anything. */
  private static BatchRequest resolved(BatchRequest request) throws RefusedException {
    try {
      return request.resolved();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new RefusedException(FailureTypes.REQUEST_REFUSED, String.valueOf(e.getMessage()));
    }
  }

  /** Says which machine and which store alone have what the batch reads, where there are others. */
  private PlanSummary located(PlanSummary plan, BatchRequest request, RunFolder folder)
      throws RefusedException, IOException {
    String host = parts.host();
    if (host == null) {
      return plan;
    }
    ArtifactStore store = parts.store(folder);
    boolean storeIsHere = store.isOfOneMachine();
    PlanSummary told = storeIsHere ? plan.in(StoreId.of(store)) : plan;
    boolean shared = request.dataset().sharedFiles();
    if (shared || !(storeIsHere || readsFilesHere(request))) {
      return told;
    }
    String queue = Activity.getExecutionContext().getInfo().getActivityTaskQueue();
    return told.on(new PlanHost(host, WireNames.hostQueue(queue, host), storeIsHere));
  }

  private static boolean readsFilesHere(BatchRequest request) {
    return request.dataset().liesOnOneMachine()
        || request.userRules().stream()
            .anyMatch(
                rule ->
                    rule instanceof ReferringRule referring
                        && referring.referenced().liesOnOneMachine());
  }
}
