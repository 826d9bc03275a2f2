package io.truthound.temporal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.contract.StatesTask;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.merge.SliceResult;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.state.ProfileState;
import io.truthound.temporal.storage.DamagedArtifactException;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;

/** Neighbours in the tree in which the states of a profile are merged, as they lie in a store. */
record ProfileNodes(StatesTask task, RunArtifacts artifacts, BatchPlan plan) {

  /**
   * What slices next to each other say together.
   *
   * @param plan digest of the plan that the slices belong to
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Node(String plan, ProfileState profile) {}

  /** Writes what they come to, unless it is there. */
  void merge(HeartbeatWatch watch) throws IOException, ScanCancelledException {
    String artifact = RunPaths.states(task.level() + 1, task.first() / StatesTask.MOST);
    if (artifacts.find(artifact).isEmpty()) {
      Node node = new Node(task.plan().sha256(), merged(watch));
      artifacts.store().putIfAbsent(artifacts.name(artifact), ArtifactJson.write(node));
    }
  }

  /** Returns what they come to. */
  ProfileState merged(HeartbeatWatch watch) throws IOException, ScanCancelledException {
    ProfileState merged = ProfileState.none(plan);
    for (int node = task.first(); node < task.first() + task.nodes(); node++) {
      watch.checkCancelled();
      ProfileState state = task.level() == 0 ? ofSlice(node) : ofNode(node);
      try {
        merged = merged.plus(state);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new DamagedArtifactException(
            "Cannot merge %s: %s".formatted(name(node), e.getMessage()));
      }
    }
    return merged;
  }

  /** A slice that was given up says nothing. */
  private ProfileState ofSlice(int slice) throws IOException {
    SliceResult result = new StoredSlices(artifacts, task.plan().sha256()).read(slice);
    ProfileState merged = ProfileState.none(plan);
    for (JsonNode state : result.states()) {
      merged =
          merged.plus(
              artifacts.parsed(
                  RunPaths.slice(slice), ArtifactJson.write(state), ProfileState.class));
    }
    return merged;
  }

  private ProfileState ofNode(int at) throws IOException {
    String artifact = RunPaths.states(task.level(), at);
    Node node = artifacts.parsed(artifact, artifacts.read(artifact), Node.class);
    if (!node.plan().equals(task.plan().sha256())) {
      throw new DamagedArtifactException("Artifact %s belongs to another plan".formatted(name(at)));
    }
    return node.profile();
  }

  private String name(int node) {
    return artifacts.name(RunPaths.states(task.level(), node));
  }
}
