package io.truthound.temporal.merge;

import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.Tally;
import io.truthound.temporal.rule.ExactDistinctCount;
import io.truthound.temporal.rule.KeyRule;
import io.truthound.temporal.rule.ReferentialIntegrity;
import io.truthound.temporal.rule.Tolerance;
import io.truthound.temporal.rule.Unique;
import java.util.Locale;

/** Judges rules about keys by what all partitions came to. Exact. */
public final class KeyVerdicts implements KeyRule.Visitor<MeasuredRule> {
  private final int index;
  private final KeyCount count;

  private KeyVerdicts(int index, KeyCount count) {
    this.index = index;
    this.count = count;
  }

  /**
   * Judges a rule.
   *
   * @param index the rule's index
   * @param count what the keys of all rows came to
   */
  public static MeasuredRule judge(int index, KeyRule rule, KeyCount count) {
    return rule.accept(new KeyVerdicts(index, count));
  }

  /** Returns the verdict on a rule whose keys could not be counted. */
  public static MeasuredRule lost(int index, String why) {
    return new MeasuredRule(
        index, Status.ERROR, null, "its keys could not be counted: " + why, null);
  }

  @Override
  public MeasuredRule unique(Unique rule) {
    String message =
        count.keys() == 0
            ? "no key to evaluate"
            : count.failed() == 0
                ? text("all %,d keys are different", count.keys())
                : text(
                    "%,d of %,d rows repeat an earlier key (%,d different)",
                    count.failed(), count.keys(), count.distinct());
    return new MeasuredRule(
        index, Judge.tolerated(rule.tolerance(), rule.severity(), tally()), null, message, tally());
  }

  @Override
  public MeasuredRule distinctCount(ExactDistinctCount rule) {
    long distinct = count.distinct();
    String bound = "";
    if (rule.min() != null && distinct < rule.min()) {
      bound = text(", below %,d", rule.min());
    } else if (rule.max() != null && distinct > rule.max()) {
      bound = text(", above %,d", rule.max());
    }
    String values = count.keys() == 1 ? "1 value" : text("%,d values", count.keys());
    return new MeasuredRule(
        index,
        bound.isEmpty() ? Status.PASSED : Judge.broken(rule.severity()),
        Long.toString(distinct),
        text("%,d distinct of %s%s", distinct, values, bound),
        new Tally(count.keys(), 0));
  }

  @Override
  public MeasuredRule referentialIntegrity(ReferentialIntegrity rule) {
    String message =
        count.keys() == 0
            ? "no key to evaluate"
            : count.failed() == 0
                ? text("all %,d keys are in the reference", count.keys())
                : text(
                    "%,d of %,d rows have a key that is not in the reference",
                    count.failed(), count.keys());
    return new MeasuredRule(
        index, Judge.tolerated(Tolerance.STRICT, rule.severity(), tally()), null, message, tally());
  }

  private Tally tally() {
    return new Tally(count.keys(), count.failed());
  }

  /** Formats the same on every machine: the text lies in artifacts. */
  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
