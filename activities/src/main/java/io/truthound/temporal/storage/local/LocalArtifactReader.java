package io.truthound.temporal.storage.local;

import io.truthound.temporal.client.ArtifactReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Reads artifacts of local stores; found by ServiceLoader. */
public final class LocalArtifactReader implements ArtifactReader {

  /** Creates a reader; for ServiceLoader. */
  public LocalArtifactReader() {}

  @Override
  public boolean reads(String uri) {
    return uri.startsWith("file:");
  }

  @Override
  public Optional<byte[]> read(String uri) throws IOException {
    return LocalArtifactStore.readFile(Path.of(URI.create(uri)));
  }
}
