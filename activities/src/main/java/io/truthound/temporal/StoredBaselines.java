package io.truthound.temporal;

import io.truthound.temporal.result.LearnedSchema;
import io.truthound.temporal.storage.Baselines;
import io.truthound.temporal.storage.Baselines.Entry;
import io.truthound.temporal.storage.Baselines.Kind;
import java.io.IOException;
import java.util.Optional;

/**
 * Opens the baselines of a store where it lies: what its datasets are held against where no rules
 * say it. Safe for use by many threads and processes.
 */
public final class StoredBaselines {
  private final Baselines baselines;

  private StoredBaselines(Baselines baselines) {
    this.baselines = baselines;
  }

  /**
   * Opens those of a store.
   *
   * @param uriOrPath a folder, or its {@code file:} URI, or {@code s3://<bucket>/<prefix>}
   */
  public static StoredBaselines in(String uriOrPath) {
    return new StoredBaselines(new Baselines(Stores.of(uriOrPath)));
  }

  /**
   * Returns a dataset's baseline, or nothing where it has none.
   *
   * @throws IOException if the store cannot be read
   */
  public Optional<LearnedSchema> baseline(String dataset) throws IOException {
    return baselines.find(dataset, Kind.BASELINE).map(Entry::schema);
  }

  /**
   * Returns what was learned last of all rows of a dataset, or nothing where nothing was.
   *
   * @throws IOException if the store cannot be read
   */
  public Optional<LearnedSchema> learned(String dataset) throws IOException {
    return baselines.find(dataset, Kind.LEARNED).map(Entry::schema);
  }

  /**
   * Makes a schema a dataset's baseline.
   *
   * @throws IOException if the store does not take it
   */
  public void accept(String dataset, LearnedSchema schema) throws IOException {
    baselines.add(dataset, Kind.BASELINE, schema);
  }

  /**
   * Forgets a dataset's baseline: the next check without rules learns it anew.
   *
   * @throws IOException if the store does not take it
   */
  public void reset(String dataset) throws IOException {
    baselines.add(dataset, Kind.BASELINE, null);
  }
}
