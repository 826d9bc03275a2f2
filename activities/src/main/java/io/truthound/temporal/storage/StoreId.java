package io.truthound.temporal.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** Tells a machine's own store from another machine's of the same URI. */
public final class StoreId {
  private static final String NAME = "store-id";

  private StoreId() {}

  /** Returns that of a store; it gets one the first time. */
  public static String of(ArtifactStore store) throws IOException {
    Optional<String> before = find(store);
    if (before.isPresent()) {
      return before.get();
    }
    store.putIfAbsent(NAME, UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
    return find(store)
        .orElseThrow(() -> new IOException("Artifact " + NAME + " came and went: " + store.uri()));
  }

  /** Returns that of a store, or nothing where it has none yet. */
  public static Optional<String> find(ArtifactStore store) throws IOException {
    return store.read(NAME).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
