package io.truthound.temporal;

import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.StoreId;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes sure that a store is the one that a batch was planned in, and not that of another machine
 * with the same URI. Safe for many threads.
 */
final class VerifiedStores {
  /** As many as the worker has stores, or a few more where one was deleted under it. */
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /**
   * Requires the store of a batch's artifacts.
   *
   * @throws IOException if this is another: the activity is tried again, perhaps by a worker that
   *     has the right one
   */
  void require(ArtifactStore store, RunFolder folder) throws IOException {
    String wanted = folder.storeId();
    if (wanted == null || known.contains(wanted)) {
      return;
    }
    if (!wanted.equals(StoreId.find(store).orElse(null))) {
      throw new IOException(
          "The store %s of this worker is not the one in which run %s was planned, but another of the"
                  .formatted(store.uri(), folder.run())
              + " same name (what helps: a store that all workers share)");
    }
    known.add(wanted);
  }
}
