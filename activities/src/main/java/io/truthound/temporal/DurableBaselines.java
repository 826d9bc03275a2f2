package io.truthound.temporal;

import io.truthound.temporal.contract.BaselineActivities;
import io.truthound.temporal.contract.BaselineFound;
import io.truthound.temporal.contract.BaselineTask;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.storage.Baselines;
import io.truthound.temporal.storage.Baselines.Kind;
import java.io.IOException;
import java.util.Optional;

/** Finds baselines, and stores the first of each dataset. */
final class DurableBaselines implements BaselineActivities {
  private final WorkerParts parts;

  DurableBaselines(WorkerParts parts) {
    this.parts = parts;
  }

  @Override
  public BaselineFound baseline(BaselineTask task) {
    return parts.edge().run(watch -> found(task));
  }

  private BaselineFound found(BaselineTask task) throws RefusedException, IOException {
    Baselines baselines = new Baselines(parts.store(new RunFolder(task.store(), "")));
    Optional<ArtifactRef> before = baselines.baseline(task.dataset());
    ArtifactRef learned = task.learned();
    if (before.isPresent() || learned == null || !task.whole()) {
      return new BaselineFound(before.orElse(learned));
    }
    baselines.add(task.dataset(), Kind.BASELINE, baselines.schema(learned));
    return new BaselineFound(baselines.baseline(task.dataset()).orElse(learned));
  }
}
