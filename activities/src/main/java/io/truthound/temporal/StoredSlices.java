package io.truthound.temporal;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.merge.SliceResult;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.DamagedArtifactException;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads the results of a batch's slices from its store.
 *
 * @param planSha256 digest of the plan that they belong to
 */
record StoredSlices(ArtifactStore store, RunFolder folder, String planSha256) {

  /** Returns the artifact's name of a slice. */
  String name(int slice) {
    return RunPaths.folder(folder) + RunPaths.slice(slice);
  }

  /**
   * Returns a slice's result, or nothing where none was written.
   *
   * @throws DamagedArtifactException if it cannot be understood, or belongs to another plan or
   *     version
   */
  Optional<SliceResult> find(int slice) throws IOException {
    Optional<byte[]> bytes = store.read(name(slice));
    return bytes.isEmpty() ? Optional.empty() : Optional.of(parsed(name(slice), bytes.get()));
  }

  /**
   * Returns the result of a slice that is finished.
   *
   * @throws DamagedArtifactException if it is gone or not to be trusted
   */
  SliceResult read(int slice) throws IOException {
    return find(slice)
        .orElseThrow(
            () ->
                new DamagedArtifactException("No artifact " + name(slice) + " in " + store.uri()));
  }

  private SliceResult parsed(String name, byte[] bytes) throws DamagedArtifactException {
    SliceResult result;
    try {
      result = ArtifactJson.read(bytes, SliceResult.class);
    } catch (IOException e) {
      throw new DamagedArtifactException("Cannot understand " + name + ": " + e.getMessage());
    }
    if (!result.plan().equals(planSha256) || result.version() != SliceResult.VERSION) {
      throw new DamagedArtifactException(
          "Artifact %s belongs to another plan or version".formatted(name));
    }
    return result;
  }
}
