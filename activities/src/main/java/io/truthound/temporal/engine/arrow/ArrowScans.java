package io.truthound.temporal.engine.arrow;

import io.truthound.temporal.duckdb.DuckDbPool;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.engine.SliceScan;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.reader.ScratchSlots;
import io.truthound.temporal.reader.SourceReaders;
import java.io.IOException;

/** Makes scans for engines, which may take their slices as Arrow. Safe for use by many threads. */
public final class ArrowScans {
  private final DuckDbPool pool;
  private final SourceReaders readers;
  private final ScratchSlots slots;

  /**
   * Makes scans of what a worker reads.
   *
   * @param pool reads sources; a scan's batches may take as much memory as one of its instances
   * @param slots where slices are rewritten
   */
  public ArrowScans(DuckDbPool pool, SourceReaders readers, ScratchSlots slots) {
    this.pool = pool;
    this.readers = readers;
    this.slots = slots;
  }

  /** A scan that the engine does not see the end of. */
  public interface OpenScan extends SliceScan, AutoCloseable {

    /**
     * Ends the scan of an engine that is done: takes back what was found in sources that have
     * changed meanwhile.
     *
     * @throws IOException if they cannot be looked at
     */
    void finish() throws IOException;

    /**
     * Closes what was given out.
     *
     * @throws IllegalStateException if the engine did not give all memory back
     */
    @Override
    void close() throws IOException;
  }

  /** Begins a scan; close it. */
  public OpenScan open(
      BatchPlan plan, PlanPart part, Slice slice, ScanWatch watch, SliceFindings findings) {
    return new ArrowScan(new Opening(pool, readers, slots), plan, part, slice, watch, findings);
  }
}
