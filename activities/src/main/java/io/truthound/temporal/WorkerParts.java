package io.truthound.temporal;

import io.truthound.temporal.config.SampleValues;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.engine.Engine;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.arrow.ArrowScans;
import io.truthound.temporal.fetch.ObjectCache;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.planning.PlanStore;
import io.truthound.temporal.planning.Planner;
import io.truthound.temporal.planning.RecentPlans;
import io.truthound.temporal.reader.SourceReaders;
import io.truthound.temporal.staging.AllowedSources;
import io.truthound.temporal.staging.Needs;
import io.truthound.temporal.staging.SourcesAtHand;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.ArtifactStores;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the activities of a worker share.
 *
 * @param engines engines by the names that requests use, in a fixed order
 * @param scans makes the scans that engines are given
 * @param scratch a folder for what does not outlive the worker
 * @param readers the formats
 * @param objects what it has of objects elsewhere
 * @param allowed what it reads of what requests name
 * @param shown what it shows of values at the most
 * @param verified knows which stores are those that batches were planned in
 * @param host what the machine is called whose own task queue the workers poll too; null where they
 *     poll none
 */
record WorkerParts(
    ArtifactStores stores,
    Map<String, Engine> engines,
    ArrowScans scans,
    Planner planner,
    ActivityEdge edge,
    RecentPlans recentPlans,
    Path scratch,
    SourceReaders readers,
    ObjectCache objects,
    AllowedSources allowed,
    SampleValues shown,
    VerifiedStores verified,
    @Nullable String host) {

  /**
   * Finds the store of a run.
   *
   * @throws RefusedException if the worker was not given it
   * @throws IOException if it is not the one in which the run was planned
   */
  ArtifactStore store(RunFolder folder) throws RefusedException, IOException {
    ArtifactStore store =
        stores
            .find(folder.store())
            .orElseThrow(
                () ->
                    new RefusedException(
                        FailureTypes.REQUEST_REFUSED,
                        "The worker has no artifact store %s (it has: %s)"
                            .formatted(folder.store(), String.join(", ", stores.uris()))));
    verified.require(store, folder);
    return store;
  }

  /** Opens the plan of a run, which shows no more of values than the worker does. */
  PlanStore plans(RunFolder folder) throws RefusedException, IOException {
    return new PlanStore(store(folder), folder, shown);
  }

  /** Opens what brings the sources of a run to hand; close what it returns. */
  SourcesAtHand hand(RunFolder folder) throws RefusedException, IOException {
    return new SourcesAtHand(new RunArtifacts(store(folder), folder), scratch, objects, allowed);
  }

  /** Returns what a plan reads of its sources. */
  Needs needs(BatchPlan plan) {
    return Needs.of(readers, plan);
  }

  /**
   * Finds an engine by name.
   *
   * @throws RefusedException if none is registered under it
   */
  Engine engine(String name) throws RefusedException {
    Engine engine = engines.get(name);
    if (engine == null) {
      throw new RefusedException(
          FailureTypes.REQUEST_REFUSED,
          "No engine is registered as \"%s\" (registered: %s)"
              .formatted(name, String.join(", ", engines.keySet())));
    }
    return engine;
  }

  /**
   * Finds the engine that made a plan.
   *
   * @throws RefusedException if none of this worker's engines is that one
   */
  Engine engineById(String id) throws RefusedException {
    for (Engine engine : engines.values()) {
      if (engine.id().equals(id)) {
        return engine;
      }
    }
    throw new RefusedException(
        FailureTypes.ENGINE_MISMATCH,
        "The plan was made for the engine %s; this worker has %s"
            .formatted(id, String.join(", ", engines.values().stream().map(Engine::id).toList())));
  }
}
