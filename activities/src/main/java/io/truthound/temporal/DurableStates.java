package io.truthound.temporal;

import io.truthound.temporal.contract.MeasureTask;
import io.truthound.temporal.contract.StateActivities;
import io.truthound.temporal.contract.StatesTask;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.merge.MeasuredRule;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import java.util.List;

/** Merges states of slices once: a node that lies in the store is never made again. */
final class DurableStates implements StateActivities {
  private final WorkerParts parts;

  DurableStates(WorkerParts parts) {
    this.parts = parts;
  }

  @Override
  public void mergeStates(StatesTask task) {
    parts
        .edge()
        .run(
            watch -> {
              merge(task, watch);
              return true;
            });
  }

  @Override
  public List<MeasuredRule> measure(MeasureTask task) {
    return parts.edge().run(watch -> nodes(task.states()).merged(watch).judge(task.begun()));
  }

  private void merge(StatesTask task, HeartbeatWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    StateNodes nodes = nodes(task);
    if (nodes.plan().profile() == null) {
      nodes.merge(watch);
    } else {
      new ProfileNodes(task, nodes.artifacts(), nodes.plan(), parts.scratch()).merge(watch);
    }
  }

  private StateNodes nodes(StatesTask task) throws RefusedException, IOException {
    ArtifactStore store = parts.store(task.folder());
    return new StateNodes(
        task, new RunArtifacts(store, task.folder()), parts.plans(task.folder()).head(task.plan()));
  }
}
