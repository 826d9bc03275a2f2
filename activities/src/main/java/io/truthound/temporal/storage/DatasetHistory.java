package io.truthound.temporal.storage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.HistoryEntry;
import io.truthound.temporal.contract.RunPaths;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the runs of a dataset came to: numbered entries under its name, one for each run, in the
 * order in which they were written. Safe for use by many threads and processes.
 *
 * @param store where they lie
 * @param dataset the dataset's name
 */
public record DatasetHistory(ArtifactStore store, String dataset) {

  /** From which number on a run's entry is sought: all attempts to write it go the same way. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Start(long from) {}

  /** What must be known of an entry to tell whose it is. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Owner(@Nullable String runId) {}

  /**
   * Adds a run's entry unless it has one, however many attempts do that at once, and whatever other
   * runs add meanwhile.
   *
   * @param run where the run's artifacts lie, in the same store
   */
  public void add(HistoryEntry entry, RunArtifacts run) throws IOException {
    byte[] bytes = ArtifactJson.write(entry);
    long number = start(run);
    while (!store.putIfAbsent(entries().name(number), bytes)
        && !entry.runId().equals(owner(number))) {
      number++;
    }
  }

  /** Returns the number of the newest entry; 0 where there is none. */
  public long last() throws IOException {
    return entries().last();
  }

  /**
   * Returns an entry by its number, from 1.
   *
   * @throws DamagedArtifactException if there is none, or it cannot be understood
   */
  public HistoryEntry entry(long number) throws IOException {
    byte[] bytes = read(number);
    try {
      return ArtifactJson.read(bytes, HistoryEntry.class);
    } catch (IOException e) {
      throw new DamagedArtifactException(
          "Cannot understand " + entries().name(number) + ": " + e.getMessage());
    }
  }

  /** The first attempt of a run settles it for all: before this number there is no entry of it. */
  private long start(RunArtifacts run) throws IOException {
    if (run.find(RunPaths.HISTORY).isEmpty()) {
      byte[] next = ArtifactJson.write(new Start(last() + 1));
      boolean unused = store.putIfAbsent(run.name(RunPaths.HISTORY), next);
    }
    return run.parsed(RunPaths.HISTORY, run.read(RunPaths.HISTORY), Start.class).from();
  }

  /** Returns the run of an entry; null where it does not say. */
  private @Nullable String owner(long number) throws IOException {
    byte[] bytes = read(number);
    try {
      return ArtifactJson.read(bytes, Owner.class).runId();
    } catch (IOException noneOfOurs) {
      return null;
    }
  }

  private byte[] read(long number) throws IOException {
    String name = entries().name(number);
    return store
        .read(name)
        .orElseThrow(
            () -> new DamagedArtifactException("No artifact " + name + " in " + store.uri()));
  }

  private NumberedEntries entries() {
    return new NumberedEntries(store, dataset, "history");
  }
}
