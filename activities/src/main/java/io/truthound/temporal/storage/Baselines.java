package io.truthound.temporal.storage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.Digests;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.LearnedSchema;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What datasets are held against, and what was last learned of them: numbered entries under a
 * dataset's name, of which the highest counts. Safe for use by many threads and processes.
 *
 * @param store where they lie
 */
public record Baselines(ArtifactStore store) {
  private static final int MOST_TRIES = 100;

  /** What an entry is. */
  public enum Kind {
    /** What the dataset is held against. */
    BASELINE("baseline"),
    /** What was learned of it, and may become its baseline. */
    LEARNED("learned");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  /**
   * An entry as it lies in the store.
   *
   * @param version of this record's shape
   * @param dataset the dataset's name
   * @param schema what it was like; null where there is nothing to be held against any more
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Entry(int version, String dataset, @Nullable LearnedSchema schema) {
    private static final int VERSION = 1;
  }

  /** What entries and the reports of learns have in common. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Holder(@Nullable LearnedSchema schema) {}

  /** Returns the entry that counts, or nothing where there is none. */
  public Optional<Entry> find(String dataset, Kind kind) throws IOException {
    long last = last(dataset, kind);
    return last == 0 ? Optional.empty() : Optional.of(entry(name(dataset, kind, last)));
  }

  /** Returns where a dataset's baseline lies, or nothing where it has none. */
  public Optional<ArtifactRef> baseline(String dataset) throws IOException {
    long last = last(dataset, Kind.BASELINE);
    String name = name(dataset, Kind.BASELINE, last);
    return last == 0 || entry(name).schema() == null
        ? Optional.empty()
        : Optional.of(reference(name));
  }

  /**
   * Adds an entry, unless the one that counts says the same.
   *
   * @param schema null ends what came before
   */
  public void add(String dataset, Kind kind, @Nullable LearnedSchema schema) throws IOException {
    byte[] bytes = ArtifactJson.write(new Entry(Entry.VERSION, dataset, schema));
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      long last = last(dataset, kind);
      boolean same = last > 0 && Arrays.equals(bytes, read(name(dataset, kind, last)));
      if (same || store.putIfAbsent(name(dataset, kind, last + 1), bytes)) {
        return;
      }
    }
    throw new IOException("Cannot add to the baselines of " + dataset + ": others do all the time");
  }

  /**
   * Returns the schema that an artifact of this store holds, an entry or the report of a learn.
   *
   * @throws DamagedArtifactException if it is gone or altered, or holds none
   */
  public LearnedSchema schema(ArtifactRef reference) throws IOException {
    String prefix = store.uri() + "/";
    String name = reference.uri().substring(prefix.length());
    byte[] bytes = read(name);
    if (!reference.uri().startsWith(prefix) || !Digests.sha256(bytes).equals(reference.sha256())) {
      throw new DamagedArtifactException(
          "Artifact %s in %s was altered: its SHA-256 is not %s"
              .formatted(name, store.uri(), reference.sha256()));
    }
    LearnedSchema schema = parsed(name, bytes, Holder.class).schema();
    if (schema == null) {
      throw new DamagedArtifactException("Artifact %s holds no schema".formatted(name));
    }
    return schema;
  }

  private ArtifactRef reference(String name) throws IOException {
    byte[] bytes = read(name);
    return new ArtifactRef(store.uri() + "/" + name, Digests.sha256(bytes), bytes.length);
  }

  private Entry entry(String name) throws IOException {
    return parsed(name, read(name), Entry.class);
  }

  private static <T> T parsed(String name, byte[] bytes, Class<T> type)
      throws DamagedArtifactException {
    try {
      return ArtifactJson.read(bytes, type);
    } catch (IOException e) {
      throw new DamagedArtifactException("Cannot understand " + name + ": " + e.getMessage());
    }
  }

  private byte[] read(String name) throws IOException {
    return store
        .read(name)
        .orElseThrow(
            () -> new DamagedArtifactException("No artifact " + name + " in " + store.uri()));
  }

  private long last(String dataset, Kind kind) throws IOException {
    return entries(dataset, kind).last();
  }

  private String name(String dataset, Kind kind, long number) {
    return entries(dataset, kind).name(number);
  }

  private NumberedEntries entries(String dataset, Kind kind) {
    return new NumberedEntries(store, dataset, kind.text);
  }
}
