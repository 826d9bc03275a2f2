package io.truthound.temporal.engine;

import java.io.IOException;

/**
 * Checks slices of data against rules. The workflow reaches engines through this door, or through
 * that of {@link AsyncDataQualityEngine}, and no other. Implementations are safe for use by many
 * threads.
 */
public non-sealed interface DataQualityEngine extends Engine {

  /**
   * Scans a slice once and tells its findings, for each rule and chunk, the rows evaluated and
   * failed; and, for each segment and each column of {@code ColumnNeeds}, what its readable rows
   * say of it. Bad data is a finding and never an exception.
   *
   * @throws IOException if infrastructure fails; the slice is tried again. What a {@link
   *     SliceReader} throws is passed on
   * @throws ScanCancelledException if the watch said to stop
   */
  void check(SliceScan scan) throws IOException, ScanCancelledException;

  /**
   * Scans a slice for what its columns are like: for each segment, what its readable rows say. Else
   * as {@link #check}. Called only for plans that the engine made a profile of.
   */
  default void profile(SliceScan scan) throws IOException, ScanCancelledException {
    throw new IOException("The engine " + id() + " checks rules and does not profile");
  }
}
