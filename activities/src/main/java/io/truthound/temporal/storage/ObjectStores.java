package io.truthound.temporal.storage;

import java.util.List;
import java.util.Optional;

/**
 * The kinds of object stores that a worker reads.
 *
 * @param kinds each for other URIs
 */
public record ObjectStores(List<ObjectStore> kinds) {
  public static final ObjectStores NONE = new ObjectStores(List.of());

  public ObjectStores {
    kinds = List.copyOf(kinds);
  }

  /** Returns the kind that a URI belongs to, or nothing where no kind knows it. */
  public Optional<ObjectStore> of(String uri) {
    return kinds.stream().filter(kind -> kind.reads(uri)).findFirst();
  }
}
