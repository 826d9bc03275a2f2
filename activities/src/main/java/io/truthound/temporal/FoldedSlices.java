package io.truthound.temporal;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.Digests;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.merge.MergedState;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.DamagedArtifactException;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps in a store what the slices of a wide batch came to.
 *
 * @param planSha256 digest of the plan that they belong to
 */
record FoldedSlices(RunArtifacts artifacts, String planSha256) {

  FoldedSlices(ArtifactStore store, RunFolder folder, String planSha256) {
    this(new RunArtifacts(store, folder), planSha256);
  }

  /**
   * Reads what slices came to; the empty fold where there is no reference.
   *
   * @throws DamagedArtifactException if it is gone or altered, or belongs to another plan or
   *     version
   */
  MergedPrefix read(@Nullable ArtifactRef state, BatchPlan plan) throws IOException {
    if (state == null) {
      return MergedPrefix.empty(plan.rules().size());
    }
    String artifact = state.uri().substring(state.uri().lastIndexOf('/') + 1);
    byte[] bytes = artifacts.verified(artifact, state.sha256());
    MergedState read = artifacts.parsed(artifact, bytes, MergedState.class);
    if (!read.plan().equals(planSha256) || read.version() != MergedState.VERSION) {
      throw new DamagedArtifactException(
          "Artifact %s belongs to another plan or version".formatted(artifacts.name(artifact)));
    }
    return read.merged();
  }

  /** Writes what slices came to, unless it is there; returns where it lies. */
  ArtifactRef write(MergedPrefix merged) throws IOException {
    String artifact = RunPaths.merged(merged.slices());
    byte[] bytes = ArtifactJson.write(new MergedState(MergedState.VERSION, planSha256, merged));
    String sha256 = Digests.sha256(bytes);
    ArtifactStore store = artifacts.store();
    if (!store.putIfAbsent(artifacts.name(artifact), bytes)) {
      requireSame(artifact, sha256);
    }
    return new ArtifactRef(
        RunPaths.uri(new RunFolder(store.uri(), artifacts.folder().run()), artifact),
        sha256,
        bytes.length);
  }

  /** The same slices always come to the same bytes. */
  private void requireSame(String artifact, String sha256) throws IOException {
    String name = artifacts.name(artifact);
    byte[] before =
        artifacts
            .find(artifact)
            .orElseThrow(() -> new IOException("Artifact " + name + " came and went"));
    if (!Digests.sha256(before).equals(sha256)) {
      throw new DamagedArtifactException(
          "Artifact %s in %s is not what its slices come to"
              .formatted(name, artifacts.store().uri()));
    }
  }
}
