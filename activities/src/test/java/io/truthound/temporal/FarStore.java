package io.truthound.temporal;

import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.local.LocalArtifactStore;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** A store whose artifacts are no files to whoever reads them. */
final class FarStore implements ArtifactStore {
  private final ArtifactStore store;

  FarStore(Path folder) {
    store = LocalArtifactStore.at(folder);
  }

  @Override
  public String uri() {
    return store.uri();
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    return store.read(name);
  }

  @Override
  public boolean putIfAbsent(String name, byte[] bytes) throws IOException {
    return store.putIfAbsent(name, bytes);
  }

  @Override
  public boolean putIfAbsent(String name, Content content) throws IOException {
    return store.putIfAbsent(name, content);
  }

  @Override
  public OptionalLong size(String name) throws IOException {
    return store.size(name);
  }

  @Override
  public void copy(String name, long offset, long length, WritableByteChannel to)
      throws IOException {
    store.copy(name, offset, length, to);
  }
}
