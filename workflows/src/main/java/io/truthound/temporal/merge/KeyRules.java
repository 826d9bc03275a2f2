package io.truthound.temporal.merge;

import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.rule.KeyRule;
import io.truthound.temporal.rule.Rule;
import java.util.ArrayList;
import java.util.List;

/** Finds the rules that key partitions decide. */
public final class KeyRules {
  /** The most partitions of one rule. */
  public static final int MOST_PARTITIONS = 64;

  private static final long ROWS_OF_ONE = 1_000_000;

  private KeyRules() {}

  /**
   * Returns the most partitions that the keys of so many rows go into where workers have 26 MB of
   * memory or more for each slot.
   */
  public static int mostPartitions(long rows) {
    return (int) Math.max(1, Math.min(MOST_PARTITIONS, rows / ROWS_OF_ONE));
  }

  /** Returns the indexes of those that planning has not decided, ascending. */
  public static List<Integer> of(List<Rule> rules, List<DecidedRule> decided) {
    List<Integer> known = decided.stream().map(DecidedRule::rule).toList();
    List<Integer> found = new ArrayList<>();
    for (int rule = 0; rule < rules.size(); rule++) {
      if (rules.get(rule) instanceof KeyRule && !known.contains(rule)) {
        found.add(rule);
      }
    }
    return found;
  }
}
