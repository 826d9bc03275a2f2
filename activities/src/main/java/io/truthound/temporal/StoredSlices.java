package io.truthound.temporal;

import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.merge.ErrorRuns;
import io.truthound.temporal.merge.SliceResult;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.DamagedArtifactException;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /**
   * Returns why chunks of the first slices are ERROR, in plan order.
   *
   * @param lastChunk the last chunk that counts, or null for all of these slices'
   */
  List<ChunkError> errors(int slices, @Nullable Long lastChunk, HeartbeatWatch watch)
      throws IOException, ScanCancelledException {
    long last = lastChunk == null ? Long.MAX_VALUE - 1 : lastChunk;
    List<ChunkError> errors = new ArrayList<>();
    for (int slice = 0; slice < slices; slice++) {
      watch.checkCancelled();
      read(slice).errors().forEach(error -> ErrorRuns.append(errors, error, last));
    }
    return errors;
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
