package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.engine.truthound.FailingRows.ChunkRange;
import io.truthound.temporal.merge.Judge;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.SourceChunks;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Knows where in a segment that is counted failing rows are to be looked for, and how many. */
final class WantedRows {
  private final BatchPlan plan;
  private final SliceFindings findings;
  private final long firstChunk;
  private final long lastChunk;

  WantedRows(BatchPlan plan, Segment segment, SliceFindings findings) {
    this.plan = plan;
    this.findings = findings;
    SourceChunks chunks = plan.chunksOf(segment);
    this.firstChunk = segment.firstChunk() + chunks.chunkOf(segment.range().first());
    this.lastChunk = segment.firstChunk() + chunks.chunkOf(segment.range().end() - 1);
  }

  /**
   * Chunks to look for failing rows in.
   *
   * @param ownResult whether it is one chunk that may turn out to be the one whose own result is
   *     returned, so that its rows are wanted however many lower ones were found
   */
  record Look(ChunkRange chunks, boolean ownResult) {}

  /** Says whether failing rows of any rule are wanted. */
  boolean any() {
    for (int rule = 0; rule < plan.rules().size(); rule++) {
      int at = rule;
      if (of(rule).stream().anyMatch(look -> most(at, look) > 0)) {
        return true;
      }
    }
    return false;
  }

  /** Returns how many rows a look is for, now that others were found. */
  int most(int rule, Look look) {
    return look.ownResult() ? plan.sampleSize() : missing(rule);
  }

  /** Returns how many failing rows of a rule its slice lacks. */
  int missing(int rule) {
    return plan.sampleSize() - findings.failingRows(rule).size();
  }

  /** Returns where to look for a rule's failing rows, in row order. */
  List<Look> of(int rule) {
    List<Look> looks = new ArrayList<>();
    ChunkRange lowest = lowest(rule);
    if (lowest == null) {
      return looks;
    }
    long next = lowest.first();
    for (long chunk : plan.firstFailureOnly() ? candidates(rule) : List.<Long>of()) {
      addLowest(looks, next, Math.min(chunk - 1, lowest.last()));
      looks.add(new Look(new ChunkRange(chunk, chunk), true));
      next = chunk + 1;
    }
    addLowest(looks, next, lowest.last());
    return looks;
  }

  private static void addLowest(List<Look> looks, long first, long last) {
    if (first <= last) {
      looks.add(new Look(new ChunkRange(first, last), false));
    }
  }

  /** Returns the fewest first chunks that hold enough failing rows, or null where none fail. */
  private @Nullable ChunkRange lowest(int rule) {
    long from = -1;
    long found = 0;
    for (long chunk = firstChunk; chunk <= lastChunk; chunk++) {
      long failed = findings.failed(chunk, rule);
      if (failed > 0 && from < 0) {
        from = chunk;
      }
      found += failed;
      if (found >= missing(rule) && from >= 0) {
        return new ChunkRange(from, chunk);
      }
    }
    return from < 0 ? null : new ChunkRange(from, lastChunk);
  }

  /**
   * Returns the chunks that may be the lowest failing one: the first and the last, which others may
   * join, and the lowest failing one between.
   */
  private List<Long> candidates(int rule) {
    Judge judge = new Judge(plan.rules(), plan.decided().stream().map(DecidedRule::rule).toList());
    TreeSet<Long> chunks = new TreeSet<>(List.of(firstChunk, lastChunk));
    for (long chunk = firstChunk + 1; chunk < lastChunk; chunk++) {
      if (judge.chunk(findings.tallies(chunk), findings.isUnreadable(chunk)).failing()) {
        chunks.add(chunk);
        break;
      }
    }
    return chunks.stream().filter(chunk -> findings.failed(chunk, rule) > 0).toList();
  }
}
