package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.RowRange;
import io.truthound.temporal.engine.SliceFindings;
import io.truthound.temporal.engine.truthound.CompiledRule.Sum;
import io.truthound.temporal.reader.OpenFiles;
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
  private final CompiledRules rules;
  private final List<String> aggregates = new ArrayList<>();
  private final List<Places> evaluatedAt;
  private final List<Places> failedAt;

  ScanQuery(OpenSource source, ChunkGroups groups, CompiledRules rules) {
    this.source = source;
    this.groups = groups;
    this.rules = rules;
    aggregates.add("count(*)");
    evaluatedAt = rules.all().stream().map(rule -> places(rule.countEvaluated())).toList();
    failedAt = rules.all().stream().map(rule -> places(rule.countFailed())).toList();
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
        + chunk(source.rowNumber(), rows)
        + " AS chunk, "
        + String.join(", ", aggregates)
        + " FROM "
        + relation
        + " WHERE "
        + source.within(rows)
        + " GROUP BY 1";
  }

  /**
   * Returns the query over whole files: each one's place among them, and then as over one.
   *
   * @param files those that {@code source} reads
   * @param longest the rows of the longest
   */
  String over(OpenFiles files, long longest) {
    RowRange rows = new RowRange(0, longest);
    return "SELECT "
        + files.fileNumber()
        + " AS file, "
        + chunk(files.rowNumber(), rows)
        + " AS chunk, "
        + String.join(", ", aggregates)
        + " FROM "
        + files.relation(columns(), rows)
        + " GROUP BY 1, 2";
  }

  /**
   * Where no rule counts rows, nobody asks in which chunk they lie: the first may have them all.
   */
  private String chunk(String rowNumber, RowRange rows) {
    boolean counts = !rules.all().stream().allMatch(CompiledRule::countsNothing);
    return groups.sql(rowNumber, counts ? rows : new RowRange(rows.first(), 1));
  }

  /** Returns the columns that it reads. */
  Set<String> columns() {
    return rules.columns();
  }

  /** Returns the number of aggregates; the first counts rows. */
  int width() {
    return aggregates.size();
  }

  /**
   * Tells findings what aggregates came to.
   *
   * @param chunk by number among all chunks
   */
  void count(long chunk, long[] counts, SliceFindings findings) {
    for (int at = 0; at < rules.all().size(); at++) {
      findings.count(
          chunk,
          rules.all().get(at).index(),
          evaluatedAt.get(at).in(counts),
          failedAt.get(at).in(counts));
    }
  }
}
