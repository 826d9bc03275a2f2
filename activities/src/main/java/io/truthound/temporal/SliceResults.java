package io.truthound.temporal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.engine.SliceFindings.FoundRow;
import io.truthound.temporal.merge.ChunkPart;
import io.truthound.temporal.merge.ErrorRuns;
import io.truthound.temporal.merge.FailingChunk;
import io.truthound.temporal.merge.Judge;
import io.truthound.temporal.merge.SliceResult;
import io.truthound.temporal.merge.SliceResult.SampledRow;
import io.truthound.temporal.merge.SliceResult.VerdictRun;
import io.truthound.temporal.merge.SliceSummary;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.plan.SourceChunks;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.result.Tallies;
import io.truthound.temporal.state.ProfileState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns what an engine found in a slice into its result: verdicts of whole chunks, parts of others.
 */
final class SliceResults {
  private final BatchPlan plan;
  private final Slice slice;
  private final SliceFindings findings;
  private final Judge judge;
  private final boolean beginsInside;
  private final boolean endsInside;

  private Tallies totals;
  private StatusCounts whole = StatusCounts.NONE;
  private @Nullable ChunkPart head;
  private @Nullable ChunkPart tail;
  private @Nullable FailingChunk lowestFailing;
  private final List<VerdictRun> verdicts = new ArrayList<>();
  private final List<Tallies> chunkTallies = new ArrayList<>();

  private SliceResults(BatchPlan plan, Slice slice, PlanPart part, SliceFindings findings) {
    this.plan = plan;
    this.slice = slice;
    this.findings = findings;
    this.judge = new Judge(plan.rules(), plan.decided().stream().map(DecidedRule::rule).toList());
    this.totals = Tallies.none(plan.rules().size());
    Segment first = slice.segments().get(0);
    SourceChunks begun = plan.chunksOf(first);
    long firstRow = first.range().first();
    this.beginsInside = begun.firstRow(begun.chunkOf(firstRow)) < firstRow;
    Segment last = slice.segments().get(slice.segments().size() - 1);
    long endRow = last.range().end();
    SourceChunks ended = plan.chunksOf(last);
    this.endsInside =
        endRow < ended.endRow(ended.chunkOf(endRow - 1), part.source(last.source()).rows());
  }

  static SliceResult of(
      BatchPlan plan, String planSha256, Slice slice, PlanPart part, SliceFindings findings) {
    return new SliceResults(plan, slice, part, findings).result(planSha256);
  }

  private SliceResult result(String planSha256) {
    for (long chunk = findings.firstChunk(); chunk <= findings.lastChunk(); chunk++) {
      add(chunk);
    }
    List<ChunkError> errors = new ArrayList<>();
    findings.errors().forEach(error -> ErrorRuns.append(errors, error, Long.MAX_VALUE - 1));
    SliceSummary summary =
        new SliceSummary(
                slice.index(),
                slice.rowCount(),
                totals,
                whole,
                head,
                tail,
                lowestFailing,
                HistoryErrors.of(errors.stream().limit(SliceSummary.MOST_ERRORS).toList()))
            .withVerdicts(verdicts);
    return new SliceResult(
        SliceResult.VERSION,
        planSha256,
        summary,
        verdicts,
        errors,
        samples(),
        chunkTallies,
        Stream.concat(
                findings.states().stream().map(ArtifactJson::tree),
                findings.profile().stream().map(SliceResults::json))
            .toList());
  }

  /** A tree would have all columns in memory. */
  private static JsonNode json(ProfileState profile) {
    return profile.late() ? new POJONode(profile) : ArtifactJson.tree(profile);
  }

  private void add(long chunk) {
    Tallies own = findings.tallies(chunk);
    boolean error = findings.isUnreadable(chunk);
    totals = totals.plus(own);
    boolean begun = chunk > findings.firstChunk() || !beginsInside;
    boolean ended = chunk < findings.lastChunk() || !endsInside;
    if (!begun) {
      head = new ChunkPart(chunk, ended, own, error);
    } else if (!ended) {
      tail = new ChunkPart(chunk, false, own, error);
    } else {
      addWhole(chunk, own, error);
    }
  }

  private void addWhole(long chunk, Tallies own, boolean error) {
    Status status = judge.chunk(own, error);
    whole = whole.plus(status, 1);
    if (lowestFailing == null && status.failing()) {
      lowestFailing = new FailingChunk(chunk, status, own, totals, whole);
    }
    int last = verdicts.size() - 1;
    if (last >= 0 && verdicts.get(last).status() == status) {
      verdicts.set(last, new VerdictRun(status, verdicts.get(last).chunks() + 1));
    } else {
      verdicts.add(new VerdictRun(status, 1));
    }
    if (plan.everyChunk()) {
      chunkTallies.add(own);
    }
  }

  private List<SampledRow> samples() {
    List<SampledRow> samples = new ArrayList<>();
    for (int rule = 0; rule < plan.rules().size(); rule++) {
      for (FoundRow found : findings.failingRows(rule)) {
        samples.add(new SampledRow(rule, found.chunk(), found.row()));
      }
    }
    return samples;
  }
}
