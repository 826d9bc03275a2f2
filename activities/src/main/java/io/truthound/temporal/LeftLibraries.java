package io.truthound.temporal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the copies of its native library that DuckDB's driver unpacks into the temporary folder,
 * one for each JVM, and that stay there, 100 MB each, when a JVM is killed.
 */
final class LeftLibraries {
  private static final Logger log = LoggerFactory.getLogger(LeftLibraries.class);
  private static final String NAMES = "libduckdb_java*.{so,dylib,dll}";

  /** A copy is loaded right after it is unpacked. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private LeftLibraries() {}

  /**
   * Deletes those that nobody loads any more. One that a JVM has loaded may go, too: it keeps what
   * it has loaded; systems where it does not refuse to delete it.
   */
  static void delete(Path folder) {
    try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, NAMES)) {
      for (Path copy : copies) {
        delete(copy, Instant.now().minus(YOUNG));
      }
    } catch (IOException e) {
      log.warn(
          "Cannot look for libraries that killed workers left in {}: {}", folder, e.toString());
    }
  }

  private static void delete(Path copy, Instant before) {
    try {
      if (Files.getLastModifiedTime(copy).toInstant().isBefore(before)) {
        Files.deleteIfExists(copy);
        log.info("Deleted {}, which a JVM left or has loaded long ago", copy);
      }
    } catch (IOException e) {
      log.debug("Cannot delete {}, which may be loaded or another user's: {}", copy, e.toString());
    }
  }
}
