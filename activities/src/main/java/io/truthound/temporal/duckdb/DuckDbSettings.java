package io.truthound.temporal.duckdb;

import java.nio.file.Path;

/**
 * What one instance may take.
 *
 * @param memoryLimit bytes of memory; results and a base of about 100 MB come on top
 * @param scratch folder for what does not fit
 * @param scratchLimit bytes in that folder
 * @param threads how many work at a query
 */
public record DuckDbSettings(long memoryLimit, Path scratch, long scratchLimit, int threads) {

  /** Gives an instance one thread. */
  public DuckDbSettings(long memoryLimit, Path scratch, long scratchLimit) {
    this(memoryLimit, scratch, scratchLimit, 1);
  }

  /** Returns the same for so many threads. */
  DuckDbSettings withThreads(int other) {
    return new DuckDbSettings(memoryLimit, scratch, scratchLimit, other);
  }

  /** Returns what so many instances may take, for one. */
  DuckDbSettings times(int instances) {
    return new DuckDbSettings(
        instances * memoryLimit, scratch, instances * scratchLimit, instances * threads);
  }
}
