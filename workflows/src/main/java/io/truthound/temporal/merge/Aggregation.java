package io.truthound.temporal.merge;

import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.merge.MergedPrefix.Stop;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.StatusCounts;
import io.truthound.temporal.rule.RowRule;
import io.truthound.temporal.rule.Rule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The six ways from verdicts to one status, and what stands above all of them. */
public final class Aggregation {
  private Aggregation() {}

  /**
   * Returns the status of a batch.
   *
   * @param strategy how chunk verdicts count
   * @param counts chunks that count, by status
   * @param rules all rules by index
   * @param results their verdicts by index
   * @param stop the chunk that ended the batch early, or null
   * @param ended how the batch came to its end
   */
  public static Status status(
      AggregationStrategy strategy,
      StatusCounts counts,
      List<Rule> rules,
      List<RuleResult> results,
      @Nullable Stop stop,
      Ended ended) {
    if (counts.error() > 0 || !(ended == Ended.COMPLETED || ended == Ended.FAIL_FAST)) {
      return Status.ERROR;
    }
    Status status =
        switch (strategy) {
          case MERGE, ALL, FIRST_FAILURE -> worst(rules, results, true);
          case WORST -> worst(counts).worse(worst(rules, results, false));
          case BEST -> best(counts).worse(worst(rules, results, false));
          case MAJORITY -> majority(counts).worse(worst(rules, results, false));
        };
    return stop == null ? status : status.worse(stop.status());
  }

  private static Status worst(List<Rule> rules, List<RuleResult> results, boolean rowRules) {
    Status worst = Status.SKIPPED;
    for (RuleResult result : results) {
      if (rowRules || !(rules.get(result.index()) instanceof RowRule)) {
        worst = worst.worse(result.status());
      }
    }
    return worst;
  }

  private static Status worst(StatusCounts counts) {
    if (counts.error() > 0) {
      return Status.ERROR;
    }
    if (counts.failed() > 0) {
      return Status.FAILED;
    }
    if (counts.warning() > 0) {
      return Status.WARNING;
    }
    return noneOrPassed(counts);
  }

  private static Status best(StatusCounts counts) {
    if (counts.passed() > 0) {
      return Status.PASSED;
    }
    if (counts.warning() > 0) {
      return Status.WARNING;
    }
    if (counts.failed() > 0) {
      return Status.FAILED;
    }
    return counts.error() > 0 ? Status.ERROR : noneOrPassed(counts);
  }

  private static Status majority(StatusCounts counts) {
    long most =
        Math.max(
            Math.max(counts.passed(), counts.warning()), Math.max(counts.failed(), counts.error()));
    if (most == 0) {
      return noneOrPassed(counts);
    }
    if (counts.error() == most) {
      return Status.ERROR;
    }
    if (counts.failed() == most) {
      return Status.FAILED;
    }
    return counts.warning() == most ? Status.WARNING : Status.PASSED;
  }

  /** Without a vote: a dataset without chunks passes, chunks that were all skipped do not vote. */
  private static Status noneOrPassed(StatusCounts counts) {
    return counts.skipped() > 0 && counts.passed() == 0 ? Status.SKIPPED : Status.PASSED;
  }
}
