package io.truthound.temporal;

import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.merge.SliceResult;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.DamagedArtifactException;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads the results of a batch's slices from its store.
 *
 * @param planSha256 digest of the plan that they belong to
 */
record StoredSlices(RunArtifacts artifacts, String planSha256) {

  StoredSlices(ArtifactStore store, RunFolder folder, String planSha256) {
    this(new RunArtifacts(store, folder), planSha256);
  }

  /** Returns the artifact's name of a slice. */
  String name(int slice) {
    return artifacts.name(RunPaths.slice(slice));
  }

  /**
   * Returns a slice's result, or nothing where none was written.
   *
   * @throws DamagedArtifactException if it cannot be understood, or belongs to another plan or
   *     version
   */
  Optional<SliceResult> find(int slice) throws IOException {
    Optional<byte[]> bytes = artifacts.find(RunPaths.slice(slice));
    return bytes.isEmpty() ? Optional.empty() : Optional.of(own(slice, bytes.get()));
  }

  /**
   * Returns the result of a slice that is finished.
   *
   * @throws DamagedArtifactException if it is gone or not to be trusted
   */
  SliceResult read(int slice) throws IOException {
    return own(slice, artifacts.read(RunPaths.slice(slice)));
  }

  private SliceResult own(int slice, byte[] bytes) throws DamagedArtifactException {
    SliceResult result = artifacts.parsed(RunPaths.slice(slice), bytes, SliceResult.class);
    if (!result.plan().equals(planSha256) || result.version() != SliceResult.VERSION) {
      throw new DamagedArtifactException(
          "Artifact %s belongs to another plan or version".formatted(name(slice)));
    }
    return result;
  }
}
