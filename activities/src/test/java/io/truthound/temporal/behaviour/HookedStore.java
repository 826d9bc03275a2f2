package io.truthound.temporal.behaviour;

import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.local.LocalArtifactStore;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** A local store in which something happens around the writing of artifacts. */
final class HookedStore implements ArtifactStore {
  private final ArtifactStore store;
  private final String uri;
  private final boolean ofOneMachine;
  private final CopyOnWriteArrayList<Hook> hooks = new CopyOnWriteArrayList<>();

  private record Hook(String ending, boolean before, Event event) {}

  /** What happens; an exception reaches the writer although the artifact is there. */
  interface Event {
    void happen() throws IOException;
  }

  private HookedStore(ArtifactStore store, String uri, boolean ofOneMachine) {
    this.store = store;
    this.uri = uri;
    this.ofOneMachine = ofOneMachine;
  }

  /** Opens the store that a world in this folder has. */
  static HookedStore at(Path folder) {
    ArtifactStore store = LocalArtifactStore.at(folder.resolve("store"));
    return new HookedStore(store, store.uri(), true);
  }

  /** Opens the same, called as the store of another machine is called. */
  static HookedStore calledAs(ArtifactStore other, Path folder) {
    return new HookedStore(LocalArtifactStore.at(folder.resolve("store")), other.uri(), true);
  }

  /** Opens a store that is the same on every machine. */
  static HookedStore ofAllMachines(Path folder) {
    return new HookedStore(LocalArtifactStore.at(folder), "shared:store", false);
  }

  /** Lets something happen once, after the first artifact of such a name is there. */
  HookedStore after(String ending, Event event) {
    hooks.add(new Hook(ending, false, event));
    return this;
  }

  /** Lets something happen once, before an artifact of such a name is written. */
  HookedStore before(String ending, Event event) {
    hooks.add(new Hook(ending, true, event));
    return this;
  }

  /** Lets as many attempts fail to write an artifact of such a name. */
  void refuses(String ending, int times) {
    for (int time = 0; time < times; time++) {
      before(
          ending,
          () -> {
            throw new IOException("the store does not answer");
          });
    }
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public boolean isOfOneMachine() {
    return ofOneMachine;
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    return store.read(name);
  }

  @Override
  public boolean putIfAbsent(String name, byte[] bytes) throws IOException {
    happen(name, true);
    boolean written = store.putIfAbsent(name, bytes);
    happen(name, false);
    return written;
  }

  @Override
  public boolean putIfAbsent(String name, Content content) throws IOException {
    happen(name, true);
    boolean written = store.putIfAbsent(name, content);
    happen(name, false);
    return written;
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

  private void happen(String name, boolean before) throws IOException {
    for (Hook hook : hooks) {
      if (hook.before == before && name.endsWith(hook.ending) && hooks.remove(hook)) {
        hook.event.happen();
        return;
      }
    }
  }
}
