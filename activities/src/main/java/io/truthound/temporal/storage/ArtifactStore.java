package io.truthound.temporal.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

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

  /**
   * Writes an artifact of any size as it arrives, unless one of that name is there.
   *
   * @param content is asked for its bytes once, or not at all; what it throws is passed on, and
   *     then nothing was written
   * @return whether these bytes were written; false leaves what was there
   * @throws IOException if the store does not take it; then nothing was written
   */
  boolean putIfAbsent(String name, Content content) throws IOException;

  /** Bytes that are not all in memory. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Returns the size of an artifact, or nothing where there is none. */
  OptionalLong size(String name) throws IOException;

  /**
   * Copies a range of an artifact's bytes.
   *
   * @throws IOException if there is no such artifact, it has no such range, or the store does not
   *     answer
   */
  void copy(String name, long offset, long length, WritableByteChannel to) throws IOException;

  /**
   * Says whether a worker on another machine that is given the same URI has another store, as far
   * as can be known. Planning then writes down what tells them apart.
   */
  default boolean isOfOneMachine() {
    return false;
  }

  /** Returns the local file that an artifact is, where it is one and is there. */
  default Optional<Path> file(String name) {
    return Optional.empty();
  }
}
