package io.truthound.temporal.storage;

import java.io.IOException;
import java.util.Optional;

/**
 * Keeps artifacts by name. An artifact is complete or absent, also after a crash, and never
 * changes. Safe for use by many threads and processes.
 */
public interface ArtifactStore {

  /** Returns the URI that requests name this store by, without a slash at its end. */
  String uri();

  /**
   * Returns all bytes of an artifact, or nothing where there is none.
   *
   * @param name path within the store, with {@code /} between its parts
   * @throws IOException if the store does not answer
   */
  Optional<byte[]> read(String name) throws IOException;

  /**
   * Writes an artifact unless one of that name is there, and returns once it would survive a crash.
   *
   * @return whether these bytes were written; false leaves what was there
   * @throws IOException if the store does not take it; then nothing was written
   */
  boolean putIfAbsent(String name, byte[] bytes) throws IOException;
}
