package io.truthound.temporal.app.report;

import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.RuleResult;

/** How a failing row's data is shown: one value, or several by their columns. */
final class Samples {
  private Samples() {}

  /** Says whether the row has the one value of a rule on one column. */
  static boolean oneValue(RuleResult rule, FailingRow row) {
    return rule.columns().size() == 1
        && row.values().size() == 1
        && row.values().containsKey(rule.columns().get(0));
  }
}
