package io.truthound.temporal.reader;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DeclaredColumn;
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
   * Returns the rule about lines, then one for each column that is read and no text.
   *
   * @param needed the columns that rules read
   * @param declared those that a user gave a type: text that is none of it is an error
   */
  public static List<Rule> of(
      List<Column> columns, List<String> needed, List<DeclaredColumn> declared) {
    List<String> byUser = declared.stream().map(DeclaredColumn::name).toList();
    List<Rule> rules = new ArrayList<>();
    rules.add(new WellFormed(RowOptions.DEFAULT));
    for (Column column : columns) {
      if (needed.contains(column.name()) && !column.type().textual()) {
        boolean given = byUser.contains(column.name());
        rules.add(
            new Convertible(
                column.name(),
                given,
                RowOptions.DEFAULT.withSeverity(given ? Severity.ERROR : Severity.WARNING)));
      }
    }
    return rules;
  }
}
