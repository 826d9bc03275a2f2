package io.truthound.temporal.app.report;

import io.truthound.temporal.result.FailingRow;
import io.truthound.temporal.result.RuleResult;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a failing row's data is shown: one value, or several by their columns. */
public final class Samples {
  private Samples() {}

  /** Says whether the row has the one value of a rule on one column. */
  static boolean oneValue(RuleResult rule, FailingRow row) {
    return rule.columns().size() == 1
        && row.values().size() == 1
        && row.values().containsKey(rule.columns().get(0));
  }

  /** Shows what stood in the rule's columns on one line; empty where nobody says. */
  public static String data(RuleResult rule, FailingRow row) {
    return oneValue(rule, row)
        ? text(row.values().get(rule.columns().get(0)))
        : named(row.values());
  }

  /** Shows what stood in the key columns on one line; empty where there are none. */
  public static String key(FailingRow row) {
    return row.key().isEmpty() ? "" : "[" + named(row.key()) + "]";
  }

  /** Shows one value of a failing row: every report's text of it is made here. */
  public static String text(@Nullable Object value) {
    return Words.value(value);
  }

  /** Returns the columns that rows tell of, in the order in which they tell. */
  public static Set<String> columns(
      Collection<FailingRow> rows, Function<FailingRow, Map<String, @Nullable Object>> part) {
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(row -> columns.addAll(part.apply(row).keySet()));
    return columns;
  }

  /** Says whether all rows lie in one source. */
  public static boolean oneSource(List<FailingRow> rows) {
    return rows.stream().map(FailingRow::source).distinct().count() == 1;
  }

  private static String named(Map<String, @Nullable Object> values) {
    return values.entrySet().stream()
        .map(value -> Words.line(value.getKey()) + " = " + text(value.getValue()))
        .collect(Collectors.joining(", "));
  }
}
