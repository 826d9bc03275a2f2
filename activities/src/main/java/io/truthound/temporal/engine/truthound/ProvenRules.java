package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.ProvenRows;
import io.truthound.temporal.plan.Segment;
import io.truthound.temporal.plan.SourceChunks;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rules that rows are proven to pass, so that these rows need not be asked about them.
 *
 * @param rules their indices, ascending
 */
record ProvenRules(List<Integer> rules) {

  /** Returns the rules of a piece of which the same rules are proven throughout. */
  static ProvenRules of(Segment piece) {
    Set<Integer> rules = new TreeSet<>();
    piece.proven().stream().map(ProvenRows::rule).forEach(rules::add);
    return new ProvenRules(List.copyOf(rules));
  }

  /** Returns the rules that are still to be asked about. */
  CompiledRules others(CompiledRules all) {
    return all.without(new TreeSet<>(rules));
  }

  /** Says whether the rows need not be read. */
  boolean sayAll(CompiledRules others) {
    return others.areNone() && !rules.isEmpty();
  }

  /** Counts rows of a segment as evaluated and passed by each of them. */
  void count(
      RowRange rows, BatchPlan plan, Segment segment, Source source, SliceFindings findings) {
    SourceChunks chunks = plan.chunksOf(segment);
    for (int rule : rules) {
      for (long row = rows.first(); row < rows.end(); ) {
        long chunk = chunks.chunkOf(row);
        long end = Math.min(rows.end(), chunks.endRow(chunk, source.rows()));
        findings.count(segment.firstChunk() + chunk, rule, end - row, 0);
        row = end;
      }
    }
  }
}
