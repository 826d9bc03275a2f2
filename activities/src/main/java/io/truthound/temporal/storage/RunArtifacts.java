package io.truthound.temporal.storage;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.Digests;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.contract.RunPaths;
import java.io.IOException;
import java.util.Optional;

/**
 * The artifacts of one run, by their names within its folder.
 *
 * @param store where they lie
 * @param folder the run's folder
 */
public record RunArtifacts(ArtifactStore store, RunFolder folder) {

  /** Returns an artifact's name within the store. */
  public String name(String artifact) {
    return RunPaths.folder(folder) + artifact;
  }

  /** Returns an artifact's bytes, or nothing where there is none. */
  public Optional<byte[]> find(String artifact) throws IOException {
    return store.read(name(artifact));
  }

  /**
   * Returns the bytes of an artifact that was written.
   *
   * @throws DamagedArtifactException if it is gone
   */
  public byte[] read(String artifact) throws IOException {
    return find(artifact).orElseThrow(() -> gone(artifact));
  }

  DamagedArtifactException gone(String artifact) {
    return new DamagedArtifactException("No artifact " + name(artifact) + " in " + store.uri());
  }

  /**
   * Returns the bytes of an artifact that was written.
   *
   * @throws DamagedArtifactException if it is gone, or its SHA-256 is another
   */
  public byte[] verified(String artifact, String sha256) throws IOException {
    byte[] bytes = read(artifact);
    if (!Digests.sha256(bytes).equals(sha256)) {
      throw new DamagedArtifactException(
          "Artifact %s in %s was altered: its SHA-256 is not %s"
              .formatted(name(artifact), store.uri(), sha256));
    }
    return bytes;
  }

  /**
   * Returns what an artifact's bytes say.
   *
   * @throws DamagedArtifactException if they cannot be understood
   */
  public <T> T parsed(String artifact, byte[] bytes, Class<T> type)
      throws DamagedArtifactException {
    try {
      return ArtifactJson.read(bytes, type);
    } catch (IOException e) {
      throw new DamagedArtifactException(
          "Cannot understand " + name(artifact) + ": " + e.getMessage());
    }
  }
}
