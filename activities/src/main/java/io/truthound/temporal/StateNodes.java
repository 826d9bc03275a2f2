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
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.DamagedArtifactException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Neighbours in the tree in which states are merged, as they lie in a store. */
record StateNodes(StatesTask task, ArtifactStore store, BatchPlan plan) {

  /** Writes what they come to, unless it is there. */
  void merge(HeartbeatWatch watch) throws IOException, ScanCancelledException {
    String name = name(task.level() + 1, task.first() / StatesTask.MOST);
    if (store.read(name).isEmpty()) {
      MergedStates node =
          new MergedStates(MergedStates.VERSION, task.plan().sha256(), merged(watch).list());
      store.putIfAbsent(name, ArtifactJson.write(node));
    }
  }

  /** Returns what they come to. */
  ColumnStates merged(HeartbeatWatch watch) throws IOException, ScanCancelledException {
    ColumnStates merged = new ColumnStates(plan);
    for (int node = task.first(); node < task.first() + task.nodes(); node++) {
      watch.checkCancelled();
      add(merged, name(task.level(), node));
    }
    return merged;
  }

  private void add(ColumnStates merged, String name) throws IOException {
    byte[] bytes =
        store
            .read(name)
            .orElseThrow(
                () -> new DamagedArtifactException("No artifact " + name + " in " + store.uri()));
    try {
      merged.add(task.level() == 0 ? ofSlice(bytes, name) : ofNode(bytes, name));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new DamagedArtifactException("Cannot merge %s: %s".formatted(name, e.getMessage()));
    }
  }

  private List<ColumnState> ofSlice(byte[] bytes, String name) throws IOException {
    SliceResult slice = understood(bytes, SliceResult.class, name);
    requireOwn(slice.plan(), name);
    List<ColumnState> states = new ArrayList<>();
    for (JsonNode state : slice.states()) {
      states.add(understood(ArtifactJson.write(state), ColumnState.class, name));
    }
    return states;
  }

  private List<ColumnState> ofNode(byte[] bytes, String name) throws IOException {
    MergedStates node = understood(bytes, MergedStates.class, name);
    requireOwn(node.plan(), name);
    return node.columns();
  }

  private void requireOwn(String plan, String name) throws IOException {
    if (!plan.equals(task.plan().sha256())) {
      throw new DamagedArtifactException("Artifact %s belongs to another plan".formatted(name));
    }
  }

  private String name(int level, int node) {
    return RunPaths.folder(task.folder()) + RunPaths.states(level, node);
  }

  private static <T> T understood(byte[] bytes, Class<T> type, String name)
      throws DamagedArtifactException {
    try {
      return ArtifactJson.read(bytes, type);
    } catch (IOException e) {
      throw new DamagedArtifactException("Cannot understand " + name + ": " + e.getMessage());
    }
  }
}
