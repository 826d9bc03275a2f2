package io.truthound.temporal.client;

import io.truthound.temporal.contract.BatchEvent;
import io.truthound.temporal.contract.BatchEvent.ChunksClosed;
import io.truthound.temporal.contract.BatchEvent.ChunksLost;
import io.truthound.temporal.contract.BatchEvent.SliceRetried;
import io.truthound.temporal.contract.BatchEvent.SliceStarted;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.merge.ClosedChunks;
import io.truthound.temporal.merge.SliceResult;
import io.truthound.temporal.merge.SliceResult.VerdictRun;
import io.truthound.temporal.result.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a hook of the events of a batch: runs of chunks with what they took. */
final class HookTeller implements BatchEvent.Visitor {
  private static final Logger log = LoggerFactory.getLogger(HookTeller.class);

  private final BatchHandle batch;
  private final BatchHook hook;
  private String plan = "";
  private long told;

  /** What slices took in which no chunk ended. */
  private Duration open = Duration.ZERO;

  HookTeller(BatchHandle batch, BatchHook hook) {
    this.batch = batch;
    this.hook = hook;
  }

  void tell(BatchEvent event, String plan) {
    this.plan = plan;
    event.accept(this);
  }

  /** Tells of all chunks that nothing was heard of as not reached. */
  void skip(long chunks) {
    if (chunks > told) {
      tell(new VerdictRun(Status.SKIPPED, chunks - told), Duration.ZERO);
    }
  }

  @Override
  public void sliceStarted(SliceStarted event) {
    hook.sliceStarted(batch, event.slice());
  }

  @Override
  public void sliceRetried(SliceRetried event) {
    hook.sliceRetried(batch, event.slice(), event.attempt());
  }

  @Override
  public void chunksClosed(ChunksClosed event) {
    ClosedChunks closed = event.chunks();
    Duration took = closed.took() == null ? Duration.ZERO : closed.took();
    if (closed.chunks() == 0) {
      open = open.plus(took);
      return;
    }
    long nanos = open.plus(took).toNanos();
    open = Duration.ZERO;
    long before = 0;
    for (VerdictRun run : runs(closed)) {
      long after = before + run.chunks();
      // Differences of shares, so that all of them come to the whole.
      tell(run, share(nanos, after, closed.chunks()).minus(share(nanos, before, closed.chunks())));
      before = after;
    }
  }

  @Override
  public void chunksLost(ChunksLost event) {
    tell(new VerdictRun(Status.ERROR, event.chunks()), Duration.ZERO);
  }

  private static Duration share(long nanos, long part, long whole) {
    return Duration.ofNanos((long) ((double) nanos * part / whole));
  }

  private void tell(VerdictRun run, Duration duration) {
    ChunkRun chunks = new ChunkRun(told, run.chunks(), run.status(), duration);
    told += run.chunks();
    if (run.status().failing()) {
      hook.chunksFailed(batch, chunks);
    } else {
      hook.chunksCompleted(batch, chunks);
    }
  }

  private List<VerdictRun> runs(ClosedChunks closed) {
    return closed.runs().orElseGet(() -> stored(closed));
  }

  /** History holds no order of so many verdicts; the slice's artifact does. */
  private List<VerdictRun> stored(ClosedChunks closed) {
    String uri = RunPaths.beside(plan, RunPaths.slice(closed.slice()));
    try {
      return closed.runs(
          BatchArtifacts.bytes(uri)
              .map(bytes -> BatchArtifacts.parse(uri, bytes, SliceResult.class).verdicts())
              .orElseThrow(() -> new IllegalStateException("there is no such artifact")));
    } catch (AggregationException | IllegalStateException unreadable) {
      log.warn(
          "Cannot tell in which order chunks failed: workflow_id={} artifact={} reason={}",
          batch.id(),
          uri,
          unreadable.getMessage());
      return closed.runs(byStatus(closed));
    }
  }

  private static List<VerdictRun> byStatus(ClosedChunks closed) {
    List<VerdictRun> runs = new ArrayList<>();
    for (Status status : Status.values()) {
      if (closed.whole().of(status) > 0) {
        runs.add(new VerdictRun(status, closed.whole().of(status)));
      }
    }
    return runs;
  }
}
