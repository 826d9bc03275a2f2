package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.engine.truthound.expression.SafeExpression;
import io.truthound.temporal.engine.truthound.expression.TypedColumn;
import io.truthound.temporal.engine.truthound.expression.UnsafeExpressionException;
import io.truthound.temporal.rule.ConditionalNull;
import io.truthound.temporal.rule.Expression;
import io.truthound.temporal.rule.NotRegex;
import io.truthound.temporal.rule.Regex;
import io.truthound.temporal.rule.RegexMatch;
import io.truthound.temporal.rule.RowRule;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses patterns and expressions that DuckDB would not run, before anything is scanned. */
final class RulePreparation {
  private static final int LONGEST_QUOTE = 60;

  private final DuckDb db;
  private final List<String> names;
  private final List<TypedColumn> types;
  private final Set<String> read = new LinkedHashSet<>();

  private RulePreparation(DuckDb db, List<Column> columns) {
    this.db = db;
    this.names = columns.stream().map(Column::name).toList();
    this.types =
        columns.stream()
            .map(column -> new TypedColumn(column.name(), Sql.type(column.type())))
            .toList();
  }

  /**
   * Checks every pattern and expression of a rule set.
   *
   * @param settled indexes of rules that are decided already
   * @return the columns that the other rules read
   * @throws RefusedException naming the rule's index and type
   */
  static List<String> check(DuckDb db, RuleSet rules, List<Integer> settled, List<Column> columns)
      throws RefusedException {
    RulePreparation preparation = new RulePreparation(db, columns);
    for (int index = 0; index < rules.rules().size(); index++) {
      if (!settled.contains(index)) {
        preparation.check(index, rules.rules().get(index));
      }
    }
    return List.copyOf(preparation.read);
  }

  private void check(int index, Rule rule) throws RefusedException {
    read.addAll(rule.columns());
    if (rule instanceof Regex regex) {
      pattern(index, rule, regex.pattern(), regex.match());
    } else if (rule instanceof NotRegex regex) {
      pattern(index, rule, regex.pattern(), regex.match());
    }
    for (String text : expressions(rule)) {
      try {
        SafeExpression expression = SafeExpression.parse(db.connection(), text, names);
        expression.requireBoolean(db.connection(), types);
        read.addAll(expression.columns());
      } catch (UnsafeExpressionException e) {
        throw refused(index, rule, String.valueOf(e.getMessage()));
      }
    }
  }

  private void pattern(int index, Rule rule, String pattern, RegexMatch match)
      throws RefusedException {
    try {
      // By itself first: what is put around it must not close what it leaves open.
      for (RegexMatch each : List.of(RegexMatch.SEARCH, match)) {
        db.query("SELECT " + Patterns.matches("''", pattern, each), ScanWatch.NONE, row -> {});
      }
    } catch (SQLException e) {
      throw refused(
          index,
          rule,
          "pattern \"%s\" does not compile: %s (allowed: RE2 patterns)"
              .formatted(shortened(pattern), DuckDbErrors.brief(e)));
    } catch (ScanCancelledException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String shortened(String pattern) {
    return pattern.length() <= LONGEST_QUOTE ? pattern : pattern.substring(0, LONGEST_QUOTE) + "…";
  }

  private static List<String> expressions(Rule rule) {
    List<String> texts = new ArrayList<>();
    if (rule instanceof Expression expression) {
      texts.add(expression.expression());
    }
    if (rule instanceof ConditionalNull conditional) {
      texts.add(conditional.condition());
    }
    String where = rule instanceof RowRule row ? row.options().where() : null;
    if (where != null) {
      texts.add(where);
    }
    return texts;
  }

  private static RefusedException refused(int index, Rule rule, @Nullable String why) {
    return new RefusedException(
        FailureTypes.RULES_REFUSED, "Invalid rule %d (%s): %s".formatted(index, rule.type(), why));
  }
}
