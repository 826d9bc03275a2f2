package io.truthound.temporal.behaviour;

import io.truthound.temporal.storage.ArtifactStore;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;

/** A store that fails now and then, before it has done its work or after. */
final class FaultyStore implements ArtifactStore {
  private final ArtifactStore store;
  private Random random = new Random(0);
  private double often;

  FaultyStore(ArtifactStore store) {
    this.store = store;
  }

  /** Fails from now on in so many of its calls; 0 for none. */
  synchronized void fails(long seed, double often) {
    this.random = new Random(seed);
    this.often = often;
  }

  private synchronized void perhaps(String what) throws IOException {
    if (random.nextDouble() < often / 2) {
      throw new IOException("the store does not answer: " + what);
    }
  }

  @Override
  public String uri() {
    return store.uri();
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    perhaps("read");
    Optional<byte[]> bytes = store.read(name);
    perhaps("read");
    return bytes;
  }

  @Override
  public boolean putIfAbsent(String name, byte[] bytes) throws IOException {
    perhaps("put");
    boolean written = store.putIfAbsent(name, bytes);
    perhaps("put");
    return written;
  }

  @Override
  public boolean putIfAbsent(String name, Content content) throws IOException {
    perhaps("put");
    boolean written = store.putIfAbsent(name, content);
    perhaps("put");
    return written;
  }

  @Override
  public OptionalLong size(String name) throws IOException {
    perhaps("size");
    return store.size(name);
  }

  @Override
  public void copy(String name, long offset, long length, WritableByteChannel to)
      throws IOException {
    perhaps("copy");
    store.copy(name, offset, length, to);
  }
}
