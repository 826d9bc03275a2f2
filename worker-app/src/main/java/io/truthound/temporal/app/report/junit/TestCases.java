package io.truthound.temporal.app.report.junit;

import io.truthound.temporal.app.report.CheckWords;
import io.truthound.temporal.app.report.Samples;
import io.truthound.temporal.app.report.Words;
import io.truthound.temporal.app.report.junit.TestCase.Outcome;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.ChunkError;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes test cases of a check. One is a failure or an error exactly where the command's exit status
 * is not 0 without {@code --fail-on warning}.
 */
final class TestCases {
  private static final int LONGEST_MESSAGE = 2_000;
  private static final int MOST_ERRORS = 1_000;

  private final CheckResult result;
  private final List<TestCase> cases = new ArrayList<>();

  private TestCases(CheckResult result) {
    this.result = result;
  }

  /** Returns the rules in their order, then what kept rows from being checked. */
  static List<TestCase> of(CheckResult result) {
    TestCases cases = new TestCases(result);
    result.rules().forEach(cases::rule);
    result.errors().stream().limit(MOST_ERRORS).forEach(cases::error);
    cases.moreErrors();
    cases.verdict();
    return cases.cases;
  }

  private void rule(RuleResult rule) {
    cases.add(
        new TestCase(
            name(rule),
            outcome(rule),
            rule.type(),
            Words.cut(CheckWords.found(rule) + CheckWords.proven(rule), LONGEST_MESSAGE),
            lines(rule)));
  }

  /** Names a rule so that no other of the batch has its name. */
  private static String name(RuleResult rule) {
    String columns = CheckWords.columns(rule);
    return rule.index()
        + " "
        + CheckWords.title(rule)
        + (columns.isEmpty() ? "" : " (" + columns + ")");
  }

  private Outcome outcome(RuleResult rule) {
    return switch (rule.status()) {
      case PASSED -> Outcome.PASSED;
      case WARNING -> Outcome.REMARKED;
      // Where chunks vote, data may pass that broke a rule in some of them.
      case FAILED -> result.status().failing() ? Outcome.FAILURE : Outcome.REMARKED;
      case ERROR -> Outcome.ERROR;
      case SKIPPED -> Outcome.SKIPPED;
    };
  }

  private static List<String> lines(RuleResult rule) {
    List<String> lines = new ArrayList<>();
    lines.add("severity " + rule.severity().text());
    for (FailingRow row : rule.samples()) {
      String key = Samples.key(row);
      lines.add(
          "row %s of %s: %s%s"
              .formatted(
                  Words.number(row.row()),
                  Words.safe(row.source()),
                  Samples.data(rule, row),
                  key.isEmpty() ? "" : " " + key));
    }
    long more = rule.tally().failed() - rule.samples().size();
    if (more > 0 && !rule.samples().isEmpty()) {
      lines.add("and " + Words.number(more) + " more");
    }
    return lines;
  }

  private void error(ChunkError error) {
    String message = Words.cut(error.message(), LONGEST_MESSAGE);
    cases.add(
        new TestCase(
            error.chunks() == 0
                ? "the dataset"
                : CheckWords.chunks(error) + " of " + Words.safe(error.source()),
            Outcome.ERROR,
            error.type(),
            message,
            List.of(message)));
  }

  private void moreErrors() {
    int more = result.errors().size() - MOST_ERRORS;
    if (more > 0) {
      String message = "Left out here: " + Words.counted(more, "error") + "; --format json has all";
      cases.add(new TestCase("other chunks", Outcome.ERROR, "left out", message, List.of()));
    }
  }

  /** Adds a case where the batch has no clean end and no other case says so. */
  private void verdict() {
    String said = result.failureMessage();
    String message =
        "Status %s, %s%s"
            .formatted(result.status(), result.ended().text(), said == null ? "" : ": " + said);
    String words = Words.cut(message, LONGEST_MESSAGE);
    boolean whole = result.ended() == Ended.COMPLETED || result.ended() == Ended.FAIL_FAST;
    boolean unfinished = !whole || result.status() == Status.ERROR || result.errorChunks() > 0;
    if (cases.isEmpty() && result.status() == Status.SKIPPED) {
      cases.add(new TestCase("the dataset", Outcome.SKIPPED, null, words, List.of()));
    } else if (unfinished && none(Outcome.ERROR)) {
      cases.add(
          new TestCase("the batch", Outcome.ERROR, result.ended().text(), words, List.of(words)));
    } else if (result.status() == Status.FAILED && none(Outcome.FAILURE)) {
      cases.add(
          new TestCase(
              "the chunks",
              Outcome.FAILURE,
              "chunks",
              words,
              List.of(Words.counted(result.failedChunks(), "chunk") + " failed")));
    }
  }

  private boolean none(Outcome outcome) {
    return cases.stream().noneMatch(each -> each.outcome() == outcome);
  }
}
