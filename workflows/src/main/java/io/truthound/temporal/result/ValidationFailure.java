package io.truthound.temporal.result;

import io.truthound.temporal.rule.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that the data broke.
 *
 * @param index the rule's place in the request, from 0
 * @param type its type
 * @param name the user's name for it, or null
 * @param columns the columns it names
 * @param severity what breaking it means
 * @param message for a person; never empty
 * @param tally rows evaluated and failed
 * @param samples the first failing rows in plan order; without their values unless they come from
 *     the report
 */
public record ValidationFailure(
    int index,
    String type,
    @Nullable String name,
    List<String> columns,
    Severity severity,
    String message,
    Tally tally,
    List<FailingRow> samples) {
  public ValidationFailure {
    columns = List.copyOf(columns);
    samples = List.copyOf(samples);
  }

  static ValidationFailure of(RuleResult rule) {
    return new ValidationFailure(
        rule.index(),
        rule.type(),
        rule.name(),
        rule.columns(),
        rule.severity(),
        rule.message(),
        rule.tally(),
        rule.samples());
  }

  /** Returns the share of evaluated rows that failed; 0 where none was evaluated. */
  public double failureRate() {
    return tally.evaluated() == 0 ? 0 : (double) tally.failed() / tally.evaluated();
  }
}
