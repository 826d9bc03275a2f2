package io.truthound.temporal.client;

import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.result.BatchOutcome;

/**
 * Hears what happens in a batch, whoever started it and wherever it runs: from the beginning, also
 * where it was added late or after the end.
 *
 * <p>For each batch the calls come one after another: {@link #batchStarted}; {@link #batchPlanned},
 * unless planning was refused or never finished; then of slices and chunks in any mixture, where
 * every planned chunk is told once, at its final verdict, in plan order; at last one of {@link
 * #batchCompleted}, {@link #batchCancelled} and {@link #batchFailed}. Calls of different batches
 * come on different threads, at the same time.
 *
 * <p>A hook cannot harm a batch. What it throws is logged, and it goes on being told. While it
 * works it hears nothing new of the same batch; calls that wait for a batch's answer wait for hooks
 * at most ten seconds longer.
 *
 * <p>News come by asking the batch's workflow twice a second, which needs a worker. Where nobody
 * answers after the end, what is missing is logged and left out.
 */
public interface BatchHook {

  /** Hears that the batch is there. */
  default void batchStarted(BatchHandle batch) {}

  /**
   * Hears that there is a plan.
   *
   * @param progress how many rows, chunks and slices are planned, and how far they are by now
   */
  default void batchPlanned(BatchHandle batch, BatchProgress progress) {}

  /**
   * Hears that a slice was handed to the workers; again where it is handed out anew, as after its
   * worker was lost.
   *
   * @param slice its index, from 0
   */
  default void sliceStarted(BatchHandle batch, int slice) {}

  /**
   * Hears that a slice took another attempt, once the last attempt is over. What is tried again at
   * the moment {@link BatchHandle#retries} tells.
   *
   * @param slice its index, from 0
   * @param attempt the number of that attempt, from 2
   */
  default void sliceRetried(BatchHandle batch, int slice, int attempt) {}

  /** Hears of consecutive chunks that are PASSED, WARNING or, not reached, SKIPPED. */
  default void chunksCompleted(BatchHandle batch, ChunkRun chunks) {}

  /** Hears of consecutive chunks that are FAILED or ERROR. */
  default void chunksFailed(BatchHandle batch, ChunkRun chunks) {}

  /**
   * Hears that the batch gave its answer, whatever its status; also where its total timeout ended
   * it.
   *
   * @param outcome as {@link BatchHandle#outcome} returns it
   */
  default void batchCompleted(BatchHandle batch, BatchOutcome outcome) {}

  /** Hears that the batch was cancelled. */
  default void batchCancelled(BatchHandle batch) {}

  /** Hears that the batch gave no answer, and why. */
  default void batchFailed(BatchHandle batch, BatchOperationException why) {}
}
