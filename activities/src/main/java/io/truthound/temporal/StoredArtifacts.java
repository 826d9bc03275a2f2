package io.truthound.temporal;

import io.truthound.temporal.storage.local.LocalPruning;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Opens what a store has where it lies, to delete what is no longer wanted. Safe for use by many
 * threads and processes, beside workers too: what they work with is young.
 */
public final class StoredArtifacts {
  private final Path folder;

  private StoredArtifacts(Path folder) {
    this.folder = folder;
  }

  /** Is told what becomes of what is old, by its name within the store. */
  public interface Listener {
    void deleted(String name, long bytes);

    /** Takes what could not be looked at or deleted, and why. */
    void failed(String name, String reason);
  }

  /** Opens those of a store in a folder. */
  public static StoredArtifacts in(Path folder) {
    return new StoredArtifacts(folder);
  }

  /**
   * Deletes what nobody has written to for longer than this: the folders of runs, data that was
   * staged from memory and that no plan of the other runs names, and what writers that were killed
   * left. Baselines, what was learned last and histories stay, and so does everything whose name is
   * of none of these. Symbolic links in the store are not followed. What cannot be deleted does not
   * hold up the rest.
   */
  public void prune(Duration age, Listener listener) {
    LocalPruning.prune(folder, Instant.now().minus(age), told(listener));
  }

  /** Tells what {@link #prune} would delete, and deletes nothing. */
  public void rehearse(Duration age, Listener listener) {
    LocalPruning.rehearse(folder, Instant.now().minus(age), told(listener));
  }

  private static LocalPruning.Listener told(Listener listener) {
    return new LocalPruning.Listener() {
      @Override
      public void deleted(String name, long bytes) {
        listener.deleted(name, bytes);
      }

      @Override
      public void failed(String name, String reason) {
        listener.failed(name, reason);
      }
    };
  }
}
