package io.truthound.temporal.client;

import java.io.IOException;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Reads artifacts of one kind of store. Found by {@link ServiceLoader}: {@code activities} brings
 * those for local stores and for S3.
 */
public interface ArtifactReader {

  /** Says whether this reader reads a URI of such a scheme. */
  boolean reads(String uri);

  /**
   * Returns all bytes of an artifact, or nothing where there is none.
   *
   * @throws IOException if the store does not answer
   */
  Optional<byte[]> read(String uri) throws IOException;

  /**
   * Finds the reader of a URI.
   *
   * @throws IllegalStateException if the class path has none; the message names what to add
   */
  static ArtifactReader of(String uri) {
    for (ArtifactReader reader : ServiceLoader.load(ArtifactReader.class)) {
      if (reader.reads(uri)) {
        return reader;
      }
    }
    throw new IllegalStateException(
        "Cannot read "
            + uri
            + ": no artifact reader on the class path reads it; local stores and S3 are read by"
            + " io.truthound.temporal:truthound-temporal-activities");
  }
}
