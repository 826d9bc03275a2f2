package io.truthound.temporal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.contract.StatesTask;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.state.ColumnSpool;
import io.truthound.temporal.state.ProfileState;
import io.truthound.temporal.state.UnmergeableStatesException;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.DamagedArtifactException;
import io.truthound.temporal.storage.LocalCopy;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbours in the tree in which the states of a profile are merged, as they lie in a store. Of a
 * wide dataset one column at a time is in memory.
 *
 * @param scratch where artifacts lie that are not files
 */
record ProfileNodes(StatesTask task, RunArtifacts artifacts, BatchPlan plan, Path scratch) {

  /**
   * What slices next to each other say together.
   *
   * @param plan digest of the plan that the slices belong to
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Node(String plan, ProfileState profile) {}

  /**
   * What is made of merged states.
   *
   * @param <T> what it comes to
   */
  interface Use<T> {
    T of(ProfileState merged) throws IOException;
  }

  /** Writes what they come to, unless it is there. */
  void merge(HeartbeatWatch watch) throws IOException, ScanCancelledException {
    String name = artifacts.name(RunPaths.states(task.level() + 1, task.first() / StatesTask.MOST));
    ArtifactStore store = artifacts.store();
    if (store.size(name).isEmpty()) {
      merged(
          watch,
          merged -> {
            Node node = new Node(task.plan().sha256(), merged);
            return store.putIfAbsent(name, out -> ArtifactJson.write(out, node));
          });
    }
  }

  /** Uses what they come to, which is gone thereafter. */
  <T> T merged(HeartbeatWatch watch, Use<T> use) throws IOException, ScanCancelledException {
    List<StoredProfile> opened = new ArrayList<>();
    try {
      ProfileState merged = ProfileState.none(plan);
      for (int node = task.first(); node < task.first() + task.nodes(); node++) {
        watch.checkCancelled();
        opened.add(open(node));
        merged = plus(merged, node, opened.get(opened.size() - 1));
      }
      return use.of(merged);
    } catch (UnmergeableStatesException late) {
      throw new DamagedArtifactException(
          "Cannot merge %s to %s: %s"
              .formatted(
                  name(task.first()), name(task.first() + task.nodes() - 1), late.getMessage()));
    } catch (UncheckedIOException late) {
      if (late.getCause() instanceof JsonProcessingException damage) {
        throw new DamagedArtifactException(
            "Cannot understand a column of %s to %s: %s"
                .formatted(
                    name(task.first()),
                    name(task.first() + task.nodes() - 1),
                    damage.getMessage()));
      }
      throw late.getCause();
    } finally {
      for (StoredProfile each : opened) {
        each.close();
      }
    }
  }

  private StoredProfile open(int node) throws IOException {
    return task.level() == 0
        ? new StoredSlices(artifacts, task.plan().sha256()).profile(node, scratch)
        : openNode(node);
  }

  private StoredProfile openNode(int node) throws IOException {
    LocalCopy copy = LocalCopy.of(artifacts, RunPaths.states(task.level(), node), scratch);
    StoredProfile opened = StoredProfile.open(copy, name(node));
    if (!opened.plan().equals(task.plan().sha256())) {
      opened.close();
      throw new DamagedArtifactException(
          "Artifact %s belongs to another plan".formatted(name(node)));
    }
    return opened;
  }

  /** A slice that was given up says nothing. */
  private ProfileState plus(ProfileState before, int node, StoredProfile opened)
      throws DamagedArtifactException {
    try {
      ProfileState merged = before;
      for (ProfileState state : opened.states()) {
        merged = merged.plus(before.columns().size() <= ColumnSpool.FEW ? state.held() : state);
      }
      return merged;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new DamagedArtifactException(
          "Cannot merge %s: %s".formatted(name(node), e.getMessage()));
    }
  }

  private String name(int node) {
    return artifacts.name(RunPaths.states(task.level(), node));
  }
}
