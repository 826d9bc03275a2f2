package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.plan.ChunkGrid;
import io.truthound.temporal.reader.OpenSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the one query that counts all rules of a source by chunk. Equal aggregates are asked for
 * once.
 */
final class ScanQuery {
  private final OpenSource source;
  private final ChunkGrid grid;
  private final List<CompiledRule> rules;
  private final List<String> aggregates = new ArrayList<>();
  private final int[] evaluatedAt;
  private final int[] failedAt;

  ScanQuery(OpenSource source, ChunkGrid grid, List<CompiledRule> rules) {
    this.source = source;
    this.grid = grid;
    this.rules = rules;
    aggregates.add("count(*)");
    evaluatedAt = rules.stream().mapToInt(rule -> place(rule.countEvaluated())).toArray();
    failedAt = rules.stream().mapToInt(rule -> place(rule.countFailed())).toArray();
  }

  private int place(String aggregate) {
    int at = aggregates.indexOf(aggregate);
    if (at < 0) {
      at = aggregates.size();
      aggregates.add(aggregate);
    }
    return at;
  }

  /** Returns the query over a row range: the chunk within the source, then the aggregates. */
  String over(RowRange rows) {
    String chunk =
        grid.chunkOf(rows.first()) == grid.chunkOf(rows.end() - 1)
            ? Long.toString(grid.chunkOf(rows.first()))
            : source.rowNumber() + " // " + grid.chunkSize();
    return "SELECT "
        + chunk
        + " AS chunk, "
        + String.join(", ", aggregates)
        + " FROM "
        + source.relation()
        + " WHERE "
        + source.within(rows)
        + " GROUP BY 1";
  }

  /** Returns the number of aggregates; the first counts rows. */
  int width() {
    return aggregates.size();
  }

  int rules() {
    return rules.size();
  }

  CompiledRule rule(int position) {
    return rules.get(position);
  }

  long evaluated(long[] counts, int position) {
    return counts[evaluatedAt[position]];
  }

  long failed(long[] counts, int position) {
    return counts[failedAt[position]];
  }
}
