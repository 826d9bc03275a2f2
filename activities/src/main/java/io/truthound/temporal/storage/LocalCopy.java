package io.truthound.temporal.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An artifact as a local file, for what is too large for the heap: the store's own file where it
 * has one, else a copy that closing deletes.
 */
public final class LocalCopy implements Closeable {
  private final Path path;
  private final boolean copied;

  private LocalCopy(Path path, boolean copied) {
    this.path = path;
    this.copied = copied;
  }

  /**
   * Returns an artifact of a run, or nothing where there is none.
   *
   * @param scratch where a copy is made
   */
  public static Optional<LocalCopy> find(RunArtifacts artifacts, String artifact, Path scratch)
      throws IOException {
    String name = artifacts.name(artifact);
    Optional<Path> own = artifacts.store().file(name);
    if (own.isPresent()) {
      return Optional.of(new LocalCopy(own.get(), false));
    }
    OptionalLong size = artifacts.store().size(name);
    if (size.isEmpty()) {
      return Optional.empty();
    }
    LocalCopy copy = new LocalCopy(Files.createTempFile(scratch, "artifact-", ".json"), true);
    try (FileChannel to = FileChannel.open(copy.path, StandardOpenOption.WRITE)) {
      artifacts.store().copy(name, 0, size.getAsLong(), to);
      return Optional.of(copy);
    } catch (IOException | RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  /**
   * Returns an artifact that was written.
   *
   * @throws DamagedArtifactException if it is gone
   */
  public static LocalCopy of(RunArtifacts artifacts, String artifact, Path scratch)
      throws IOException {
    return find(artifacts, artifact, scratch).orElseThrow(() -> artifacts.gone(artifact));
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    if (copied) {
      Files.deleteIfExists(path);
    }
  }
}
