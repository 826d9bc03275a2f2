package io.truthound.temporal.storage;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows the stores that a worker was given. It uses no other. */
public final class ArtifactStores {
  private final List<ArtifactStore> stores;

  /**
   * Creates the stores of a worker.
   *
   * @param stores at least one; the first is the default
   */
  public ArtifactStores(List<ArtifactStore> stores) {
    if (stores.isEmpty()) {
      throw new IllegalArgumentException("Cannot create a worker without an artifact store");
    }
    this.stores = List.copyOf(stores);
  }

  /** Finds a store by its URI, the default one for null; nothing where it was not given. */
  public Optional<ArtifactStore> find(@Nullable String uri) {
    if (uri == null) {
      return Optional.of(stores.get(0));
    }
    String wanted = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
    return stores.stream().filter(store -> store.uri().equals(wanted)).findFirst();
  }

  /** Returns the URIs of all stores, the default one first. */
  public List<String> uris() {
    return stores.stream().map(ArtifactStore::uri).toList();
  }
}
