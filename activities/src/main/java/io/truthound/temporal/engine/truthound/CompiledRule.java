package io.truthound.temporal.engine.truthound;

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
 * @param columns the columns to show of a failing row, in order
 */
record CompiledRule(
    int index,
    @Nullable String present,
    @Nullable String evaluated,
    @Nullable String failed,
    List<String> columns) {

  /** Returns the aggregate that counts evaluated rows. */
  String countEvaluated() {
    String counted = "count(" + (present == null ? "*" : present) + ")";
    return evaluated == null ? counted : counted + " FILTER (" + evaluated + ")";
  }

  /** Returns the aggregate that counts failing rows. */
  String countFailed() {
    String condition = failing();
    return condition == null ? "0" : "count(*) FILTER (" + condition + ")";
  }

  /** Returns the condition of a failing row, or null where no row fails. */
  @Nullable String failing() {
    if (failed == null || evaluated == null) {
      return failed;
    }
    return "(" + evaluated + ") AND (" + failed + ")";
  }
}
