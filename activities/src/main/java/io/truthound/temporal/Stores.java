package io.truthound.temporal;

import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.local.LocalArtifactStore;
import java.net.URI;
import java.nio.file.Path;

/** Finds stores by what users call them. */
final class Stores {
  private Stores() {}

  /**
   * Opens a folder as a store.
   *
   * @param uriOrPath the folder, or its {@code file:} URI
   */
  static ArtifactStore local(String uriOrPath) {
    return LocalArtifactStore.at(
        uriOrPath.startsWith("file:") ? Path.of(URI.create(uriOrPath)) : Path.of(uriOrPath));
  }

  /** Opens the store of whoever gives none. */
  static ArtifactStore ofUser() {
    return LocalArtifactStore.at(
        Path.of(System.getProperty("user.home"), ".local", "state", "truthound"));
  }
}
