package io.truthound.temporal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.merge.ErrorRuns;
import io.truthound.temporal.merge.SliceResult;
import io.truthound.temporal.merge.SliceSummary;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.DamagedArtifactException;
import io.truthound.temporal.storage.LocalCopy;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the results of a batch's slices from its store.
 *
 * @param planSha256 digest of the plan that they belong to
 */
record StoredSlices(RunArtifacts artifacts, String planSha256) {
  private static final Logger log = LoggerFactory.getLogger(StoredSlices.class);

  StoredSlices(ArtifactStore store, RunFolder folder, String planSha256) {
    this(new RunArtifacts(store, folder), planSha256);
  }

  /** Returns the artifact's name of a slice. */
  String name(int slice) {
    return artifacts.name(RunPaths.slice(slice));
  }

  /** What a slice's result says in short: what it says of columns may not fit into memory. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Head(int version, String plan, SliceSummary summary, List<ChunkError> errors) {
    Head {
      errors = errors == null ? List.of() : List.copyOf(errors);
    }
  }

  /**
   * Returns the head of a slice's result, or nothing where none was written.
   *
   * @param scratch where artifacts lie that are not files
   * @throws DamagedArtifactException if it cannot be understood, or belongs to another plan or
   *     version
   */
  Optional<Head> head(int slice, Path scratch) throws IOException {
    Optional<LocalCopy> found = LocalCopy.find(artifacts, RunPaths.slice(slice), scratch);
    return found.isEmpty() ? Optional.empty() : Optional.of(head(slice, found.get()));
  }

  /**
   * Says whether a slice's result is there, of this plan, and every row of it was read: then it
   * stands for a scan. One that cannot be understood does not.
   */
  boolean isSound(int slice, Path scratch) throws IOException {
    try {
      return head(slice, scratch).map(head -> head.errors().isEmpty()).orElse(false);
    } catch (DamagedArtifactException unusable) {
      log.warn("Scanning slice={} again: {}", slice, unusable.getMessage());
      return false;
    }
  }

  /**
   * Copies a slice's result, its bytes as they are, unless the other run has one.
   *
   * @throws DamagedArtifactException if there is none to copy
   */
  void copyTo(StoredSlices other, int slice, Path scratch) throws IOException {
    try (LocalCopy copy = LocalCopy.of(artifacts, RunPaths.slice(slice), scratch)) {
      boolean unused =
          other
              .artifacts
              .store()
              .putIfAbsent(other.name(slice), out -> Files.copy(copy.path(), out));
    }
  }

  private Head head(int slice, LocalCopy found) throws IOException {
    try (LocalCopy copy = found;
        InputStream in = Files.newInputStream(copy.path())) {
      Head head = ArtifactJson.read(in, Head.class);
      requireOwn(slice, head.plan(), head.version());
      return head;
    } catch (JsonProcessingException e) {
      throw new DamagedArtifactException(
          "Cannot understand " + name(slice) + ": " + e.getMessage());
    }
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
   * Opens what a slice that is finished says of columns, without reading it into memory.
   *
   * @param scratch where artifacts lie that are not files
   * @throws DamagedArtifactException if it is gone or not to be trusted
   */
  StoredProfile profile(int slice, Path scratch) throws IOException {
    LocalCopy copy = LocalCopy.of(artifacts, RunPaths.slice(slice), scratch);
    StoredProfile opened = StoredProfile.open(copy, name(slice));
    try {
      requireOwn(slice, opened.plan(), opened.version());
      return opened;
    } catch (DamagedArtifactException foreign) {
      opened.close();
      throw foreign;
    }
  }

  /**
   * Returns why chunks of the first slices are ERROR, in plan order, and then those of no slice.
   *
   * @param ofNoSlice what no artifact tells of
   * @param lastChunk the last chunk that counts, or null for all of these slices'
   * @param scratch where artifacts lie that are not files
   */
  List<ChunkError> errors(
      int slices,
      @Nullable Long lastChunk,
      List<ChunkError> ofNoSlice,
      Path scratch,
      HeartbeatWatch watch)
      throws IOException, ScanCancelledException {
    long last = lastChunk == null ? Long.MAX_VALUE - 1 : lastChunk;
    List<ChunkError> errors = new ArrayList<>();
    for (int slice = 0; slice < slices; slice++) {
      watch.checkCancelled();
      head(slice, LocalCopy.of(artifacts, RunPaths.slice(slice), scratch))
          .errors()
          .forEach(error -> ErrorRuns.append(errors, error, last));
    }
    errors.addAll(ofNoSlice);
    return errors;
  }

  private SliceResult own(int slice, byte[] bytes) throws DamagedArtifactException {
    SliceResult result = artifacts.parsed(RunPaths.slice(slice), bytes, SliceResult.class);
    requireOwn(slice, result.plan(), result.version());
    return result;
  }

  private void requireOwn(int slice, String plan, int version) throws DamagedArtifactException {
    if (!planSha256.equals(plan) || version != SliceResult.VERSION) {
      throw new DamagedArtifactException(
          "Artifact %s belongs to another plan or version".formatted(name(slice)));
    }
  }
}
