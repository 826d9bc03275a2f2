package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.engine.truthound.CompiledRule.Sum;
import io.truthound.temporal.reader.OpenSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes the one query that counts all rules of a source by chunk. Equal aggregates are asked for
 * once.
 */
final class ScanQuery {
  private final OpenSource source;
  private final ChunkGroups groups;
  private final List<CompiledRule> rules;
  private final Set<String> columns;
  private final List<String> aggregates = new ArrayList<>();
  private final List<Places> evaluatedAt;
  private final List<Places> failedAt;

  /**
   * Creates a query.
   *
   * @param columns the columns that the rules read
   */
  ScanQuery(OpenSource source, ChunkGroups groups, List<CompiledRule> rules, Set<String> columns) {
    this.source = source;
    this.groups = groups;
    this.rules = rules;
    this.columns = columns;
    aggregates.add("count(*)");
    evaluatedAt = rules.stream().map(rule -> places(rule.countEvaluated())).toList();
    failedAt = rules.stream().map(rule -> places(rule.countFailed())).toList();
  }

  /** Where the aggregates of a sum stand in an answer. */
  private static final class Places {
    private final int[] plus;
    private final int[] minus;

    Places(int[] plus, int[] minus) {
      this.plus = plus;
      this.minus = minus;
    }

    long in(long[] counts) {
      long sum = 0;
      for (int at : plus) {
        sum += counts[at];
      }
      for (int at : minus) {
        sum -= counts[at];
      }
      return sum;
    }
  }

  private Places places(Sum sum) {
    return new Places(
        sum.plus().stream().mapToInt(this::place).toArray(),
        sum.minus().stream().mapToInt(this::place).toArray());
  }

  private int place(String aggregate) {
    int at = aggregates.indexOf(aggregate);
    if (at < 0) {
      at = aggregates.size();
      aggregates.add(aggregate);
    }
    return at;
  }

  /**
   * Returns the query over a row range: the chunk within the source, then the aggregates.
   *
   * @param relation one of the source's relations
   */
  String over(String relation, RowRange rows) {
    return "SELECT "
        + groups.sql(source.rowNumber(), rows)
        + " AS chunk, "
        + String.join(", ", aggregates)
        + " FROM "
        + relation
        + " WHERE "
        + source.within(rows)
        + " GROUP BY 1";
  }

  /** Returns the columns that it reads. */
  Set<String> columns() {
    return columns;
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
    return evaluatedAt.get(position).in(counts);
  }

  long failed(long[] counts, int position) {
    return failedAt.get(position).in(counts);
  }
}
