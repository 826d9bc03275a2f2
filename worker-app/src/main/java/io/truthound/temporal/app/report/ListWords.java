package io.truthound.temporal.app.report;

import io.truthound.temporal.result.BatchResult;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.DatasetFailure;
import io.truthound.temporal.result.DatasetResult;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.LearnResult;
import io.truthound.temporal.result.ProfileResult;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.ScanOutcome;
import io.truthound.temporal.result.StatusCounts;

/** What is said of several datasets to a person, on one line each. */
public final class ListWords {
  private ListWords() {}

  /** Says how many datasets a list has. */
  public static String datasets(BatchResult result) {
    return Words.counted(result.counts().total(), "dataset");
  }

  /** Says behind that what became of them. */
  public static String summary(BatchResult result) {
    return ": "
        + Words.counts(result.counts())
        + " in "
        + Words.seconds(result.duration())
        + (result.ended() == Ended.COMPLETED ? "" : " (" + result.ended().text() + ")");
  }

  /** Sums up what became of one dataset: why it has no answer, or what was found. */
  public static String found(DatasetResult element) {
    DatasetFailure failure = element.failure();
    if (failure != null) {
      return Words.safe(failure.message());
    }
    if (!(element.outcome() instanceof ScanOutcome scan)) {
      return "not reached";
    }
    return Words.counted(scan.dataset().rows(), "row") + ": " + found(scan);
  }

  private static String found(ScanOutcome scan) {
    if (scan instanceof ProfileResult profile) {
      return Words.counted(profile.columns().size(), "column");
    }
    if (scan instanceof CheckResult check) {
      StatusCounts rules = StatusCounts.NONE;
      for (RuleResult rule : check.rules()) {
        rules = rules.plus(rule.status(), 1);
      }
      return "rules " + Words.counts(rules);
    }
    return Words.counted(((LearnResult) scan).rules().size(), "rule");
  }
}
