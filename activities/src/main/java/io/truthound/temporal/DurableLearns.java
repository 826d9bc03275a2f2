package io.truthound.temporal;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.Digests;
import io.truthound.temporal.contract.KeyColumns;
import io.truthound.temporal.contract.LearnActivities;
import io.truthound.temporal.contract.LearnTask;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.contract.StatesTask;
import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.engine.KeyEngine;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.planning.PlanStore;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.staging.SourcesAtHand;
import io.truthound.temporal.state.Learned;
import io.truthound.temporal.state.ProfileState;
import io.truthound.temporal.state.UniqueColumns;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.Baselines;
import io.truthound.temporal.storage.Baselines.Kind;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Learns rules from what slices and key partitions found out, and writes the report. */
final class DurableLearns implements LearnActivities {
  /** What history holds of a learn stays below this. */
  private static final int MOST_BYTES_IN_HISTORY = 28 * 1024;

  private final WorkerParts parts;

  DurableLearns(WorkerParts parts) {
    this.parts = parts;
  }

  @Override
  public KeyColumns findUnique(StatesTask states) {
    return parts.edge().run(watch -> findUnique(states, watch));
  }

  private KeyColumns findUnique(StatesTask states, HeartbeatWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    PlanStore plans = parts.plans(states.folder());
    BatchPlan plan = plans.head(states.plan());
    RunArtifacts artifacts = new RunArtifacts(parts.store(states.folder()), states.folder());
    List<Integer> columns =
        new ProfileNodes(states, artifacts, plan, parts.scratch())
            .merged(watch, state -> UniqueColumns.open(plan, state));
    KeyEngine engine = parts.engineById(plan.engine()).keys().orElse(null);
    if (columns.isEmpty() || engine == null) {
      return KeyColumns.NONE;
    }
    List<Integer> counted = new ArrayList<>();
    List<Integer> partitions = new ArrayList<>();
    try (SourcesAtHand hand = parts.hand(states.folder())) {
      for (int column : columns) {
        KeyEngine.Keys keys =
            DurableKeys.keys(parts, plans, hand, plan.countingColumn(column), column, watch);
        if (!engine.repeatEarly(keys, watch)) {
          counted.add(column);
          partitions.add(engine.partitions(keys, watch));
        }
      }
    }
    return new KeyColumns(counted, partitions);
  }

  @Override
  public LearnResult learn(LearnTask task) {
    return parts.edge().run(watch -> learn(task, watch));
  }

  private LearnResult learn(LearnTask task, HeartbeatWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    RunArtifacts artifacts = new RunArtifacts(parts.store(task.folder()), task.folder());
    BatchPlan plan = parts.plans(task.folder()).head(task.plan());
    write(task, plan, artifacts, watch);
    LearnResult result = read(task, plan, artifacts);
    watch.notes().reports(Operation.LEARN, result.status());
    return result;
  }

  private void write(LearnTask task, BatchPlan plan, RunArtifacts artifacts, HeartbeatWatch watch)
      throws IOException, ScanCancelledException {
    ArtifactStore store = artifacts.store();
    LearnResult result = task.result();
    if (result.errorChunks() > 0) {
      StoredSlices slices = new StoredSlices(artifacts, task.plan().sha256());
      result =
          result.withErrors(
              slices.errors(
                  task.slices(), task.lastChunk(), result.errors(), parts.scratch(), watch));
    }
    if (task.states() != null) {
      LearnResult begun = result;
      result =
          new ProfileNodes(task.states(), artifacts, plan, parts.scratch())
              .merged(
                  watch,
                  state -> learned(begun, plan, state, task.keys(), stored(task, artifacts)));
    }
    // Neither ids nor times: the same answer has the same bytes in every run.
    LearnResult bare = result.withIds("", "", Duration.ZERO);
    store.putIfAbsent(artifacts.name(RunPaths.LEARNED), out -> ArtifactJson.write(out, bare));
  }

  private static LearnResult read(LearnTask task, BatchPlan plan, RunArtifacts artifacts)
      throws IOException {
    byte[] written = artifacts.read(RunPaths.LEARNED);
    ArtifactRef reference =
        new ArtifactRef(
            RunPaths.uri(task.folder(), RunPaths.LEARNED), Digests.sha256(written), written.length);
    LearnResult learned = artifacts.parsed(RunPaths.LEARNED, written, LearnResult.class);
    boolean kept = !Dataset.isPassing(learned.dataset().name());
    if (kept && learned.succeeded() && !learned.schema().columns().isEmpty()) {
      new Baselines(artifacts.store())
          .add(learned.dataset().name(), Kind.LEARNED, learned.schema());
    }
    RecordedRuns.record(task.history(), Operation.LEARN, learned, reference, artifacts);
    return forHistory(learned.withReport(reference), plan);
  }

  private static StoredKeys stored(LearnTask task, RunArtifacts artifacts) {
    return new StoredKeys(artifacts, task.plan().sha256());
  }

  private static LearnResult learned(
      LearnResult result,
      BatchPlan plan,
      ProfileState state,
      @Nullable KeyColumns keys,
      StoredKeys stored)
      throws IOException {
    List<Integer> unique = new ArrayList<>();
    List<String> lost = new ArrayList<>();
    if (keys != null) {
      unique.addAll(UniqueColumns.proven(plan, state));
      for (int at = 0; at < keys.columns().size(); at++) {
        int column = keys.columns().get(at);
        StoredKeys.Merged merged = stored.merged(column, keys.partitions().get(at));
        if (merged.lost() != null) {
          lost.add("\"%s\" (%s)".formatted(plan.columns().get(column).name(), merged.lost()));
        } else if (merged.count().failed() == 0) {
          unique.add(column);
        }
      }
    }
    Learned learned = Learned.of(plan, state, unique);
    LearnResult all =
        result.withLearned(state.rows(), state.malformed(), learned.schema(), learned.rules());
    return lost.isEmpty()
        ? all
        : all.lacking(
            lost.stream()
                .collect(Collectors.joining(", ", "Cannot say whether columns are unique: ", "")));
  }

  private static LearnResult forHistory(LearnResult full, BatchPlan plan) {
    List<ChunkError> errors =
        HistoryErrors.of(full.errors().stream().limit(MergedPrefix.MOST_ERRORS).toList());
    LearnResult result = full.withErrors(errors).withoutValues();
    if (!plan.sampleValues().hidesNothing()) {
      // Ranges and their ends are values too, and what a learn is made for: the report has them.
      return result.abridge();
    }
    return ArtifactJson.write(result).length <= MOST_BYTES_IN_HISTORY ? result : result.abridge();
  }
}
