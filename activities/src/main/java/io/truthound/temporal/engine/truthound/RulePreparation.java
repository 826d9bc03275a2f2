package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.duckdb.DuckDbErrors;
import io.truthound.temporal.duckdb.Sql;
import io.truthound.temporal.engine.Preparation;
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
import io.truthound.temporal.rule.RuleResolution;
import io.truthound.temporal.rule.RuleSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Refuses patterns and expressions that DuckDB would not run, before anything is scanned. */
final class RulePreparation {
  private static final int LONGEST_QUOTE = 60;

  private final DuckDb db;
  private final List<String> names;
  private final List<TypedColumn> types;
  private final Set<String> reported;
  private final List<String> missing;
  private final Set<String> read = new LinkedHashSet<>();
  private final Map<Integer, String> moot = new TreeMap<>();

  private RulePreparation(DuckDb db, RuleResolution resolution, List<Column> columns) {
    this.db = db;
    this.reported = resolution.reportedColumns().keySet();
    this.names = columns.stream().map(Column::name).toList();
    this.types =
        columns.stream()
            .map(column -> new TypedColumn(column.name(), Sql.type(column.type())))
            .toList();
    this.missing = reported.stream().filter(column -> !names.contains(column)).toList();
  }

  /**
   * Checks every pattern and expression of a rule set.
   *
   * @param resolution says which rules are decided already, and which columns are reported
   * @return the columns that the other rules read, and which of those are moot
   * @throws RefusedException naming the rule's index and type
   */
  static Preparation check(
      DuckDb db, RuleSet rules, RuleResolution resolution, List<Column> columns)
      throws RefusedException {
    RulePreparation preparation = new RulePreparation(db, resolution, columns);
    for (int index = 0; index < rules.rules().size(); index++) {
      if (!resolution.decided(index)) {
        preparation.check(index, rules.rules().get(index));
      }
    }
    return new Preparation(List.copyOf(preparation.read), preparation.moot);
  }

  private void check(int index, Rule rule) throws RefusedException {
    if (rule instanceof Regex regex) {
      pattern(index, rule, regex.pattern(), regex.match());
    } else if (rule instanceof NotRegex regex) {
      pattern(index, rule, regex.pattern(), regex.match());
    }
    Set<String> columns = new LinkedHashSet<>(rule.columns());
    for (String text : expressions(rule)) {
      columns.addAll(columnsOf(text, index, rule));
    }
    Optional<String> named = columns.stream().filter(reported::contains).findFirst();
    named.ifPresent(column -> moot.put(index, column));
    if (named.isEmpty()) {
      read.addAll(columns);
    }
  }

  /** An expression over a reported column has no types to be held against. */
  private List<String> columnsOf(String text, int index, Rule rule) throws RefusedException {
    try {
      SafeExpression expression = SafeExpression.parse(db.connection(), text, names, missing);
      if (Collections.disjoint(expression.columns(), reported)) {
        expression.requireBoolean(db.connection(), types);
      }
      return expression.columns();
    } catch (UnsafeExpressionException e) {
      throw refused(index, rule, String.valueOf(e.getMessage()));
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
