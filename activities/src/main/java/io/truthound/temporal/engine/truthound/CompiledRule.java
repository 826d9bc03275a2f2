package io.truthound.temporal.engine.truthound;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule as SQL over one open source. A row is evaluated where {@code present}, if given, has a
 * value and {@code evaluated}, if given, is true.
 *
 * @param index the rule's index
 * @param present the value that a row must have to be evaluated, or null
 * @param evaluated the condition that a row must meet to be evaluated, or null
 * @param failed the condition that a row broke the rule; counts only where it is true and the row
 *     is evaluated; null where {@code present} is; null for a rule that no row breaks
 * @param counts how its rows are counted, where sums of aggregates that other rules need too do it
 *     for less than conditions; null to count by conditions
 * @param columns the columns to show of a failing row, in order
 */
record CompiledRule(
    int index,
    @Nullable String present,
    @Nullable String evaluated,
    @Nullable String failed,
    @Nullable Counts counts,
    List<String> columns) {

  /** How many rows are evaluated, and how many of them fail. */
  record Counts(Sum evaluated, Sum failed) {}

  /** A sum of aggregates. */
  record Sum(List<String> plus, List<String> minus) {
    static Sum of(String aggregate) {
      return new Sum(List.of(aggregate), List.of());
    }

    /** Returns a sum that asks for an aggregate, for the sake of reading, and is always 0. */
    static Sum ofNothing(String aggregate) {
      return of(aggregate).minus(aggregate);
    }

    private boolean isOfNothing() {
      return plus.equals(minus);
    }

    Sum minus(String aggregate) {
      List<String> taken = new ArrayList<>(minus);
      taken.add(aggregate);
      return new Sum(plus, taken);
    }

    Sum plus(String aggregate) {
      List<String> added = new ArrayList<>(plus);
      added.add(aggregate);
      return new Sum(added, minus);
    }
  }

  /** Returns the number of evaluated rows. */
  Sum countEvaluated() {
    if (counts != null) {
      return counts.evaluated;
    }
    String counted = "count(" + (present == null ? "*" : present) + ")";
    return Sum.of(evaluated == null ? counted : counted + " FILTER (" + evaluated + ")");
  }

  /** Returns the number of failing rows. */
  Sum countFailed() {
    if (counts != null) {
      return counts.failed;
    }
    String condition = failing();
    return condition == null
        ? new Sum(List.of(), List.of())
        : Sum.of("count(*) FILTER (" + condition + ")");
  }

  /** Says whether it reads its columns and counts no row. */
  boolean countsNothing() {
    return countEvaluated().isOfNothing() && countFailed().isOfNothing();
  }

  /** Returns the condition of a failing row, or null where no row fails. */
  @Nullable String failing() {
    if (failed == null || evaluated == null) {
      return failed;
    }
    return "(" + evaluated + ") AND (" + failed + ")";
  }
}
