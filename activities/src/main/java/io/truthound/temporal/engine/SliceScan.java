package io.truthound.temporal.engine;

import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.Slice;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * One attempt at a slice: what is to be scanned, who watches, and where the findings go. For one
 * thread at a time. It ends when the engine is done; what it gave out is then closed.
 */
public interface SliceScan {

  /** Returns the plan's head: rules, columns, chunks. */
  BatchPlan plan();

  /** Returns the part of the plan that names the slice's sources. */
  PlanPart part();

  /** Returns what to scan. */
  Slice slice();

  /** Returns who is told of progress, and says when to stop. */
  ScanWatch watch();

  /** Returns what takes what is found. */
  SliceFindings findings();

  /**
   * Opens the slice's rows as Arrow, whatever format they lie in: all batches of all its segments,
   * in plan order. Close one reader before the next is opened. It tells the watch of progress, and
   * the findings of
   *
   * <ul>
   *   <li>blocks that cannot be read: their chunks are ERROR, and not one of their rows comes;
   *   <li>malformed records and cells that are no value of their column's type: the rules {@code
   *       well_formed} and {@code convertible}, which planning adds to those of the user, are
   *       answered for the columns that are opened, by the first reader that reads them;
   *   <li>sources that are not those that were planned.
   * </ul>
   *
   * @param columns in the order in which the vectors are wanted; each is one that {@link
   *     Engine#prepare} said is read. None gives batches without vectors, whose rows still count
   * @throws ArrowUnavailableException if the JVM was started without what Arrow needs
   * @throws IllegalArgumentException if a column is not one of those
   */
  SliceReader openArrow(List<String> columns) throws IOException, ScanCancelledException;

  /**
   * Returns where the batches' memory comes from, and that of vectors that the engine makes itself:
   * as much as one slot of the worker may take. All must be given back when the engine is done.
   *
   * @throws ArrowUnavailableException if the JVM was started without what Arrow needs
   */
  BufferAllocator allocator() throws ArrowUnavailableException;
}
