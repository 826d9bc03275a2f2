package io.truthound.temporal.merge;

import io.truthound.temporal.plan.SettledRule;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;

/** Tells the verdict of a rule about the past: what it was held against, or that nothing was. */
final class PastVerdicts {
  private PastVerdicts() {}

  static RuleResult of(RuleResult result, SettledRule settled) {
    String type = settled.shownType();
    // What could not be measured is told as such: it is no lack of a past.
    if (result.status() == Status.SKIPPED || result.status() == Status.ERROR) {
      return result.told(type, result.status(), result.message());
    }
    if (settled.judged()) {
      return result.told(type, result.status(), result.message() + "; " + settled.from());
    }
    String measured = result.observed() == null ? result.message() : "it is " + result.observed();
    return result.told(type, Status.SKIPPED, measured + "; " + settled.from());
  }
}
