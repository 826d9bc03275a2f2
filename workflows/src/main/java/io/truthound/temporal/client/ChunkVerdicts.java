package io.truthound.temporal.client;

import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.merge.ChunkPart;
import io.truthound.temporal.merge.Judge;
import io.truthound.temporal.merge.SliceResult;
import io.truthound.temporal.merge.SliceResult.VerdictRun;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.plan.SourceChunks;
import io.truthound.temporal.result.ChunkVerdict;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.Tallies;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the slices of a batch in plan order and tells each chunk's own result. Chunks that
 * straddle slices are joined; those beyond what the batch reached are SKIPPED.
 */
final class ChunkVerdicts {
  private final String planUri;
  private final String planSha256;
  private final long reached;
  private final Judge judge;
  private final BatchPlan plan;
  private final Tallies none;
  private @Nullable ChunkPart open;

  /**
   * Prepares the walk.
   *
   * @param reached how many chunks the batch reached: the first ones
   */
  ChunkVerdicts(String planUri, BatchPlan plan, String planSha256, long reached) {
    this.planUri = planUri;
    this.planSha256 = planSha256;
    this.reached = reached;
    this.judge = new Judge(plan.rules(), plan.decided().stream().map(DecidedRule::rule).toList());
    this.plan = plan;
    this.none = Tallies.none(plan.rules().size());
  }

  Stream<ChunkVerdict> stream(Stream<PlanPart> parts) {
    return parts.flatMap(
        part -> part.slices().stream().flatMap(slice -> ofSlice(part, slice).stream()));
  }

  private List<ChunkVerdict> ofSlice(PlanPart part, Slice slice) {
    SliceVerdicts verdicts = first(slice) < reached ? read(slice) : SliceVerdicts.NONE;
    List<ChunkVerdict> chunks = new ArrayList<>();
    for (Segment segment : slice.segments()) {
      SourceChunks cut = plan.chunksOf(segment);
      long from = cut.chunkOf(segment.range().first());
      long to = cut.chunkOf(segment.range().end() - 1);
      for (long local = from; local <= to; local++) {
        long chunk = segment.firstChunk() + local;
        long sourceRows = part.source(segment.source()).rows();
        long endRow = cut.endRow(local, sourceRows);
        if (endRow <= segment.range().end()) {
          String source = part.source(segment.source()).uri();
          long firstRow = cut.firstRow(local);
          RowRange rows = new RowRange(firstRow, endRow - firstRow);
          chunks.add(verdict(chunk, source, rows, verdicts));
        }
      }
    }
    if (verdicts.tail != null) {
      open = verdicts.tail;
    } else if (verdicts.head != null && !verdicts.head.ends()) {
      open = open == null ? verdicts.head : open.plus(verdicts.head);
    }
    return chunks;
  }

  private ChunkVerdict verdict(long chunk, String source, RowRange rows, SliceVerdicts verdicts) {
    if (chunk >= reached) {
      return new ChunkVerdict(chunk, source, rows.first(), rows.count(), Status.SKIPPED, none);
    }
    ChunkPart head = verdicts.head;
    if (head != null && head.chunk() == chunk) {
      ChunkPart whole = open == null ? head : open.plus(head);
      open = null;
      Status status = judge.chunk(whole.tallies(), whole.error());
      return new ChunkVerdict(chunk, source, rows.first(), rows.count(), status, whole.tallies());
    }
    return new ChunkVerdict(
        chunk, source, rows.first(), rows.count(), verdicts.nextStatus(), verdicts.nextTallies());
  }

  private long first(Slice slice) {
    Segment segment = slice.segments().get(0);
    return segment.firstChunk() + plan.chunksOf(segment).chunkOf(segment.range().first());
  }

  private SliceVerdicts read(Slice slice) {
    String uri = RunPaths.beside(planUri, RunPaths.slice(slice.index()));
    byte[] bytes =
        BatchArtifacts.bytes(uri)
            .orElseThrow(() -> new AggregationException("Cannot find artifact " + uri, null));
    SliceResult result = BatchArtifacts.parse(uri, bytes, SliceResult.class);
    if (!result.plan().equals(planSha256)) {
      throw new AggregationException("Artifact " + uri + " belongs to another plan", null);
    }
    return new SliceVerdicts(result);
  }

  /** The verdicts of one slice's whole chunks, taken in order, and its open parts. */
  private static final class SliceVerdicts {
    static final SliceVerdicts NONE = new SliceVerdicts(null, null, List.of(), List.of());

    private final @Nullable ChunkPart head;
    private final @Nullable ChunkPart tail;
    private final Iterator<VerdictRun> runs;
    private final Iterator<Tallies> tallies;
    private final boolean kept;
    private Status status = Status.SKIPPED;
    private long left;

    SliceVerdicts(SliceResult result) {
      this(
          result.summary().head(),
          result.summary().tail(),
          result.verdicts(),
          result.chunkTallies());
    }

    private SliceVerdicts(
        @Nullable ChunkPart head,
        @Nullable ChunkPart tail,
        List<VerdictRun> runs,
        List<Tallies> tallies) {
      this.head = head;
      this.tail = tail;
      this.runs = runs.iterator();
      this.tallies = tallies.iterator();
      this.kept = !tallies.isEmpty();
    }

    Status nextStatus() {
      while (left == 0) {
        VerdictRun run = runs.next();
        status = run.status();
        left = run.chunks();
      }
      left--;
      return status;
    }

    /** Returns no tallies where the plan does not keep every chunk's. */
    Tallies nextTallies() {
      return kept ? tallies.next() : Tallies.none(0);
    }
  }
}
