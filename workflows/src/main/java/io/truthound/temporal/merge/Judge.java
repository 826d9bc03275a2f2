package io.truthound.temporal.merge;

import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.Tallies;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.RowRule;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.Severity;
import io.truthound.temporal.rule.Tolerance;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Turns tallies into verdicts. Exact: no floating point. */
public final class Judge {
  private final List<Rule> rules;
  private final Set<Integer> decided;

  /**
   * Creates a judge.
   *
   * @param rules all rules by index
   * @param decided indexes of the rules that planning decided: they judge no rows
   */
  public Judge(List<Rule> rules, Iterable<Integer> decided) {
    this.rules = List.copyOf(rules);
    this.decided = new TreeSet<>();
    decided.forEach(this.decided::add);
  }

  /** Returns the verdict on a chunk: the worst of the row rules on its own tallies. */
  public Status chunk(Tallies own, boolean error) {
    if (error) {
      return Status.ERROR;
    }
    Status worst = Status.PASSED;
    for (int rule = 0; rule < rules.size() && worst != Status.FAILED; rule++) {
      if (rules.get(rule) instanceof RowRule row && !decided.contains(rule)) {
        worst = worst.worse(rowRule(row, own.of(rule)));
      }
    }
    return worst;
  }

  /** Returns the verdict of one row rule on a tally. */
  public static Status rowRule(RowRule rule, Tally tally) {
    return tolerated(rule.options().tolerance(), rule.severity(), tally);
  }

  /** Returns what a tally means for a rule that tolerates some failing rows. */
  public static Status tolerated(Tolerance tolerance, Severity severity, Tally tally) {
    return switch (tolerance.judge(tally.evaluated(), tally.failed())) {
      case PASSED -> Status.PASSED;
      case WARNED -> Status.WARNING;
      case BROKEN -> broken(severity);
    };
  }

  /** Returns what breaking a rule of a severity means. */
  public static Status broken(Severity severity) {
    return severity.fails() ? Status.FAILED : Status.WARNING;
  }
}
