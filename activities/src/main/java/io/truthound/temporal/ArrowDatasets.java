package io.truthound.temporal;

import io.truthound.temporal.dataset.Dataset;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.StagedArrow;
import java.io.IOException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowReader;

/**
 * Makes datasets of Arrow data that is in memory: it is written once as an Arrow IPC file into an
 * artifact store, under the SHA-256 of its bytes, and the dataset names that file. The same data is
 * staged once however often it is given. The caller's data stays the caller's, and open; beside it
 * no more than one batch is held. Name a dataset by {@link Dataset#named} where it is to have a
 * baseline.
 *
 * <p>Flat types only: bool, integers, floats, decimals of up to 38 digits, utf8, binary, date,
 * time, timestamp and dictionaries of these. The JVM needs what Arrow needs: {@code
 * --add-opens=java.base/java.nio=ALL-UNNAMED}. Safe for use by many threads.
 */
public final class ArrowDatasets {
  private final ArtifactStore store;

  private ArrowDatasets(ArtifactStore store) {
    this.store = store;
  }

  /**
   * Stages one batch in the worker's default store.
   *
   * @throws IllegalArgumentException if a column has a type that is not flat, or there is no
   *     column; nothing is staged
   * @throws IOException if the store does not take it; then nothing is staged
   */
  public static Dataset of(VectorSchemaRoot batch) throws IOException {
    return inDefaultStore().stage(batch);
  }

  /**
   * Stages all batches that a reader has left, in the worker's default store.
   *
   * @throws IllegalArgumentException as {@link #of(VectorSchemaRoot)}
   * @throws IOException if the reader fails, or the store; then nothing is staged
   */
  public static Dataset of(ArrowReader batches) throws IOException {
    return inDefaultStore().stage(batches);
  }

  /**
   * Returns what stages in another store; the workers need it too.
   *
   * @param uriOrPath a folder, or its {@code file:} URI, as {@link
   *     TruthoundPlugin.Builder#addStore(String)} takes it
   */
  public static ArrowDatasets in(String uriOrPath) {
    return in(Stores.of(uriOrPath));
  }

  /** Returns what stages in a store of any kind. */
  public static ArrowDatasets in(ArtifactStore store) {
    return new ArrowDatasets(store);
  }

  private static ArrowDatasets inDefaultStore() {
    return in(Stores.ofUser());
  }

  /** Stages one batch, as {@link #of(VectorSchemaRoot)}. */
  public Dataset stage(VectorSchemaRoot batch) throws IOException {
    return stage(batch, new DictionaryProvider.MapDictionaryProvider());
  }

  /**
   * Stages one batch, as {@link #of(VectorSchemaRoot)}.
   *
   * @param dictionaries those of its columns that are dictionary indices
   */
  public Dataset stage(VectorSchemaRoot batch, DictionaryProvider dictionaries) throws IOException {
    return dataset(StagedArrow.of(batch, dictionaries));
  }

  /** Stages all batches that a reader has left, as {@link #of(ArrowReader)}. */
  public Dataset stage(ArrowReader batches) throws IOException {
    return dataset(StagedArrow.of(batches));
  }

  private Dataset dataset(StagedArrow data) throws IOException {
    return Dataset.arrow(
        data.stage(store, io.truthound.temporal.reader.arrow.ArrowReader::problem));
  }
}
