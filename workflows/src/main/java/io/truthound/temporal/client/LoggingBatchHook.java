package io.truthound.temporal.client;

import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.ScanOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what happens in batches by SLF4J: begin, plan and end as info, chunks that break rules or
 * cannot be read and batches that give no answer as warnings, all else for debugging. No values of
 * the data are logged.
 */
public final class LoggingBatchHook implements BatchHook {
  private final Logger log;

  /** Logs under this class's name. */
  public LoggingBatchHook() {
    this(LoggerFactory.getLogger(LoggingBatchHook.class));
  }

  public LoggingBatchHook(Logger log) {
    this.log = log;
  }

  @Override
  public void batchStarted(BatchHandle batch) {
    log.info("Batch started: workflow_id={}", batch.id());
  }

  @Override
  public void batchPlanned(BatchHandle batch, BatchProgress progress) {
    log.info(
        "Batch planned: workflow_id={} rows={} chunks={} slices={}",
        batch.id(),
        progress.rows(),
        progress.totalChunks(),
        progress.slices());
  }

  @Override
  public void sliceStarted(BatchHandle batch, int slice) {
    log.debug("Slice started: workflow_id={} slice={}", batch.id(), slice);
  }

  @Override
  public void sliceRetried(BatchHandle batch, int slice, int attempt) {
    log.info("Slice retried: workflow_id={} slice={} attempt={}", batch.id(), slice, attempt);
  }

  @Override
  public void chunksCompleted(BatchHandle batch, ChunkRun chunks) {
    log.debug(
        "Chunks completed: workflow_id={} first_chunk={} chunks={} status={}",
        batch.id(),
        chunks.first(),
        chunks.chunks(),
        chunks.status());
  }

  @Override
  public void chunksFailed(BatchHandle batch, ChunkRun chunks) {
    log.warn(
        "Chunks failed: workflow_id={} first_chunk={} chunks={} status={}",
        batch.id(),
        chunks.first(),
        chunks.chunks(),
        chunks.status());
  }

  @Override
  public void batchCompleted(BatchHandle batch, BatchOutcome outcome) {
    if (outcome instanceof ScanOutcome scan) {
      log.info(
          "Batch completed: workflow_id={} status={} ended={} chunks={} seconds={}",
          batch.id(),
          scan.status(),
          scan.ended(),
          scan.totalChunks(),
          scan.durationSeconds());
    } else {
      log.info("Batch completed: workflow_id={}", batch.id());
    }
  }

  @Override
  public void batchCancelled(BatchHandle batch) {
    log.warn("Batch cancelled: workflow_id={}", batch.id());
  }

  @Override
  public void batchFailed(BatchHandle batch, BatchOperationException why) {
    log.warn("Batch failed: workflow_id={}", batch.id(), why);
  }
}
