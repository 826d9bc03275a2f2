package io.truthound.temporal.app.report;

import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import java.util.Comparator;

/** What matters most to a reader. */
public final class Importance {
  /**
   * Orders rules by what matters: broken ones by severity and share of failing rows, then those
   * that warn, then those without a verdict, and what passed last.
   */
  public static final Comparator<RuleResult> WORST_FIRST =
      Comparator.comparing(RuleResult::status, Comparator.comparingInt(Importance::rank))
          .thenComparing(RuleResult::severity)
          .thenComparing(Comparator.comparingDouble(Importance::failureRate).reversed())
          .thenComparing(RuleResult::index);

  private Importance() {}

  /** Returns how much a status matters to a reader, from 0: the most. */
  public static int rank(Status status) {
    return switch (status) {
      case FAILED -> 0;
      case ERROR -> 1;
      case WARNING -> 2;
      case SKIPPED -> 3;
      case PASSED -> 4;
    };
  }

  /** Returns the share of evaluated rows that failed; 0 where none was evaluated. */
  public static double failureRate(RuleResult rule) {
    long evaluated = rule.tally().evaluated();
    return evaluated == 0 ? 0 : (double) rule.tally().failed() / evaluated;
  }
}
