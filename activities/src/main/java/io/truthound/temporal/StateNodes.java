package io.truthound.temporal;

import com.fasterxml.jackson.databind.JsonNode;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.contract.StatesTask;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.merge.SliceResult;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.state.ColumnState;
import io.truthound.temporal.state.ColumnStates;
import io.truthound.temporal.state.MergedStates;
import io.truthound.temporal.storage.DamagedArtifactException;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Neighbours in the tree in which states are merged, as they lie in a store. */
record StateNodes(StatesTask task, RunArtifacts artifacts, BatchPlan plan) {

  /** Writes what they come to, unless it is there. */
  void merge(HeartbeatWatch watch) throws IOException, ScanCancelledException {
    String artifact = RunPaths.states(task.level() + 1, task.first() / StatesTask.MOST);
    if (artifacts.find(artifact).isEmpty()) {
      MergedStates node =
          new MergedStates(MergedStates.VERSION, task.plan().sha256(), merged(watch).list());
      artifacts.store().putIfAbsent(artifacts.name(artifact), ArtifactJson.write(node));
    }
  }

  /** Returns what they come to. */
  ColumnStates merged(HeartbeatWatch watch) throws IOException, ScanCancelledException {
    ColumnStates merged = new ColumnStates(plan);
    for (int node = task.first(); node < task.first() + task.nodes(); node++) {
      watch.checkCancelled();
      List<ColumnState> states = task.level() == 0 ? ofSlice(node) : ofNode(node);
      try {
        merged.add(states);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new DamagedArtifactException(
            "Cannot merge %s: %s".formatted(name(node), e.getMessage()));
      }
    }
    return merged;
  }

  private List<ColumnState> ofSlice(int slice) throws IOException {
    SliceResult result = new StoredSlices(artifacts, task.plan().sha256()).read(slice);
    List<ColumnState> states = new ArrayList<>();
    for (JsonNode state : result.states()) {
      states.add(
          artifacts.parsed(RunPaths.slice(slice), ArtifactJson.write(state), ColumnState.class));
    }
    return states;
  }

  private List<ColumnState> ofNode(int node) throws IOException {
    String artifact = RunPaths.states(task.level(), node);
    MergedStates states = artifacts.parsed(artifact, artifacts.read(artifact), MergedStates.class);
    if (!states.plan().equals(task.plan().sha256())) {
      throw new DamagedArtifactException(
          "Artifact %s belongs to another plan".formatted(name(node)));
    }
    return states.columns();
  }

  private String name(int node) {
    return artifacts.name(RunPaths.states(task.level(), node));
  }
}
