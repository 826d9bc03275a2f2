package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Names where the artifacts of a batch lie: {@code runs/<run>/} in a store.
 *
 * @param store URI of the store; null before planning stands for the worker's own
 * @param run id of the run that began the batch
 * @param resumes id of the run that began an earlier batch in the same store, whose slices count
 *     here too where its plan is the same; null, and left out of JSON, where there is none
 * @param storeId what tells the store from another machine's of the same URI; null before planning,
 *     and where every worker that knows the URI has the same store
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunFolder(
    @Nullable String store,
    String run,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String resumes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String storeId) {

  /** Names the folder of a batch that begins at its beginning. */
  public RunFolder(@Nullable String store, String run) {
    this(store, run, null, null);
  }

  /** Names the folder of a batch that goes on where an earlier one ended; null for none. */
  public RunFolder(@Nullable String store, String run, @Nullable String resumes) {
    this(store, run, resumes, null);
  }

  /** Returns the folder of the earlier batch, or null where there is none. */
  public @Nullable RunFolder resumed() {
    return resumes == null ? null : new RunFolder(store, resumes);
  }

  /** Returns the same folder, its store named. */
  public RunFolder in(String store) {
    return new RunFolder(store, run, resumes, storeId);
  }

  /** Returns the same folder in the store that this tells from others. */
  public RunFolder with(String storeId) {
    return new RunFolder(store, run, resumes, storeId);
  }
}
