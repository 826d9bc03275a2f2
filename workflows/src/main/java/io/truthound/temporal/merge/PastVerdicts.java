package io.truthound.temporal.merge;

import io.truthound.temporal.plan.SettledRule;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;

/** Tells the verdict of a rule about the past: what it was held against, or that nothing was. */
final class PastVerdicts {
  private PastVerdicts() {}

  static RuleResult of(RuleResult result, SettledRule settled) {
    boolean measured = result.status() != Status.SKIPPED;
    if (!measured) {
      return result.told(settled.shownType(), Status.SKIPPED, result.message());
    }
    if (settled.judged()) {
      return result.told(
          settled.shownType(), result.status(), result.message() + "; " + settled.from());
    }
    String observed =
        result.observed() == null ? "there is no value" : "it is " + result.observed();
    return result.told(settled.shownType(), Status.SKIPPED, observed + "; " + settled.from());
  }
}
