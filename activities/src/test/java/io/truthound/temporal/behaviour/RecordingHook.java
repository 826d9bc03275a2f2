package io.truthound.temporal.behaviour;

import io.truthound.temporal.client.BatchHandle;
import io.truthound.temporal.client.BatchHook;
import io.truthound.temporal.client.BatchOperationException;
import io.truthound.temporal.client.ChunkRun;
import io.truthound.temporal.contract.BatchProgress;
import io.truthound.temporal.result.BatchOutcome;
import io.truthound.temporal.result.ScanOutcome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what it hears. */
final class RecordingHook implements BatchHook {
  private final List<String> all = new CopyOnWriteArrayList<>();
  private final List<ChunkRun> chunks = new CopyOnWriteArrayList<>();

  /** Returns all calls in order. */
  List<String> all() {
    return List.copyOf(all);
  }

  /** Returns the calls that begin with a word. */
  List<String> of(String word) {
    return all.stream().filter(call -> call.startsWith(word)).toList();
  }

  /** Returns the calls but those about slices. */
  List<String> withoutSlices() {
    return all.stream().filter(call -> !call.startsWith("slice")).toList();
  }

  List<ChunkRun> chunks() {
    return List.copyOf(chunks);
  }

  @Override
  public void batchStarted(BatchHandle batch) {
    all.add("started");
  }

  @Override
  public void batchPlanned(BatchHandle batch, BatchProgress progress) {
    all.add("planned %d/%d".formatted(progress.totalChunks(), progress.slices()));
  }

  @Override
  public void sliceStarted(BatchHandle batch, int slice) {
    all.add("slice " + slice);
  }

  @Override
  public void sliceRetried(BatchHandle batch, int slice, int attempt) {
    all.add("slice " + slice + " again, " + attempt);
  }

  @Override
  public void chunksCompleted(BatchHandle batch, ChunkRun run) {
    told("completed", run);
  }

  @Override
  public void chunksFailed(BatchHandle batch, ChunkRun run) {
    told("failed", run);
  }

  private void told(String what, ChunkRun run) {
    chunks.add(run);
    all.add("%s %d+%d %s".formatted(what, run.first(), run.chunks(), run.status()));
  }

  @Override
  public void batchCompleted(BatchHandle batch, BatchOutcome outcome) {
    all.add("over " + (outcome instanceof ScanOutcome scan ? scan.status() : "planned"));
  }

  @Override
  public void batchCancelled(BatchHandle batch) {
    all.add("cancelled");
  }

  @Override
  public void batchFailed(BatchHandle batch, BatchOperationException why) {
    all.add("refused " + why.getClass().getSimpleName());
  }
}
