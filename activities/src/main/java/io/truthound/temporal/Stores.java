package io.truthound.temporal;

import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.local.LocalArtifactStore;
import io.truthound.temporal.storage.s3.S3ArtifactStore;
import io.truthound.temporal.storage.s3.S3Connection;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Finds stores by what users call them. */
final class Stores {
  private Stores() {}

  /**
   * Opens a folder as a store, or a prefix in S3.
   *
   * @param uriOrPath the folder, or its {@code file:} URI, or {@code s3://<bucket>/<prefix>}
   */
  static ArtifactStore of(String uriOrPath) {
    return of(uriOrPath, S3Connection::ofEnvironment);
  }

  /** The same, by a connection that is asked for where it is needed. */
  static ArtifactStore of(String uriOrPath, Supplier<S3Connection> s3) {
    if (S3ArtifactStore.isAt(uriOrPath)) {
      return S3ArtifactStore.at(uriOrPath, s3.get());
    }
    return LocalArtifactStore.at(
        uriOrPath.startsWith("file:") ? Path.of(URI.create(uriOrPath)) : Path.of(uriOrPath));
  }

  /** Opens the store of whoever gives none. */
  static ArtifactStore ofUser() {
    return LocalArtifactStore.at(
        Path.of(System.getProperty("user.home"), ".local", "state", "truthound"));
  }
}
