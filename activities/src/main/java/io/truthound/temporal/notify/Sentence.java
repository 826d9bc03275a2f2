package io.truthound.temporal.notify;

import io.truthound.temporal.contract.BatchNotice;
import io.truthound.temporal.contract.BatchNotice.BrokenRule;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says of an event what a person must know first. */
final class Sentence {
  private static final int MOST_RULES = 5;

  private Sentence() {}

  /** Returns a line, and a line for each of the first broken rules. */
  static String of(Notification notification) {
    BatchNotice batch = notification.batch();
    String head =
        mark(notification.event())
            + " "
            + batch.status()
            + (notification.event() == Notification.Event.RECOVERY ? " again" : "")
            + ": "
            + batch.operation()
            + " of "
            + batch.dataset()
            + (batch.scheduled() == null ? "" : " for " + batch.scheduled())
            + (batch.rows() == 0 ? "" : String.format(Locale.ROOT, ", %,d rows", batch.rows()))
            + (batch.message() == null ? "" : ". " + batch.message());
    String rules =
        batch.rules().stream().limit(MOST_RULES).map(Sentence::line).collect(Collectors.joining());
    int more = batch.brokenRules() - Math.min(MOST_RULES, batch.rules().size());
    return head
        + rules
        + (more > 0 ? String.format(Locale.ROOT, "%n• and %,d more", more) : "")
        + "\nWorkflow "
        + batch.workflowId();
  }

  private static String line(BrokenRule rule) {
    return String.format(
        Locale.ROOT,
        "%n• %s %s%s: %,d of %,d rows",
        rule.status(),
        rule.name() == null ? rule.type() : rule.name(),
        rule.columns().isEmpty() ? "" : " " + String.join(", ", rule.columns()),
        rule.failed(),
        rule.evaluated());
  }

  private static String mark(Notification.Event event) {
    return event == Notification.Event.FAILURE ? "✗" : "✓";
  }
}
