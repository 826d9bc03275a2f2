package io.truthound.temporal.client;

import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.result.BatchOutcome;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells several hooks, each in its turn; what one throws is logged and does not keep the others.
 */
public final class CompositeBatchHook implements BatchHook {
  private static final Logger log = LoggerFactory.getLogger(CompositeBatchHook.class);

  private final List<BatchHook> hooks;

  private CompositeBatchHook(List<BatchHook> hooks) {
    this.hooks = List.copyOf(hooks);
  }

  public static CompositeBatchHook of(BatchHook... hooks) {
    return of(List.of(hooks));
  }

  public static CompositeBatchHook of(List<? extends BatchHook> hooks) {
    return new CompositeBatchHook(List.copyOf(hooks));
  }

  @Override
  public void batchStarted(BatchHandle batch) {
    tell(batch, hook -> hook.batchStarted(batch));
  }

  @Override
  public void batchPlanned(BatchHandle batch, BatchProgress progress) {
    tell(batch, hook -> hook.batchPlanned(batch, progress));
  }

  @Override
  public void sliceStarted(BatchHandle batch, int slice) {
    tell(batch, hook -> hook.sliceStarted(batch, slice));
  }

  @Override
  public void sliceRetried(BatchHandle batch, int slice, int attempt) {
    tell(batch, hook -> hook.sliceRetried(batch, slice, attempt));
  }

  @Override
  public void chunksCompleted(BatchHandle batch, ChunkRun chunks) {
    tell(batch, hook -> hook.chunksCompleted(batch, chunks));
  }

  @Override
  public void chunksFailed(BatchHandle batch, ChunkRun chunks) {
    tell(batch, hook -> hook.chunksFailed(batch, chunks));
  }

  @Override
  public void batchCompleted(BatchHandle batch, BatchOutcome outcome) {
    tell(batch, hook -> hook.batchCompleted(batch, outcome));
  }

  @Override
  public void batchCancelled(BatchHandle batch) {
    tell(batch, hook -> hook.batchCancelled(batch));
  }

  @Override
  public void batchFailed(BatchHandle batch, BatchOperationException why) {
    tell(batch, hook -> hook.batchFailed(batch, why));
  }

  private void tell(BatchHandle batch, Consumer<BatchHook> call) {
    for (BatchHook hook : hooks) {
      try {
        call.accept(hook);
      } catch (RuntimeException | LinkageError broken) {
        log.warn("A hook threw: workflow_id={} hook={}", batch.id(), name(hook), broken);
      }
    }
  }

  private static String name(BatchHook hook) {
    return hook.getClass().getName();
  }
}
