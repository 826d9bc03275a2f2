package io.truthound.temporal.reader;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.rule.Convertible;
import io.truthound.temporal.rule.RowOptions;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.Severity;
import io.truthound.temporal.rule.WellFormed;
import java.util.ArrayList;
import java.util.List;

/** The rules that text formats add to the user's. */
public final class TextRules {
  private TextRules() {}

  /**
   * Returns the rule about lines, then one for each column with an inferred type that is read.
   *
   * @param needed the columns that rules read
   */
  public static List<Rule> of(List<Column> columns, List<String> needed) {
    List<Rule> rules = new ArrayList<>();
    rules.add(new WellFormed(RowOptions.DEFAULT));
    for (Column column : columns) {
      if (needed.contains(column.name()) && !column.type().textual()) {
        boolean declared = false;
        rules.add(
            new Convertible(
                column.name(), declared, RowOptions.DEFAULT.withSeverity(Severity.WARNING)));
      }
    }
    return rules;
  }
}
