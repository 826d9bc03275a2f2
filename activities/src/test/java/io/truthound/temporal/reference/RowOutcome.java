package io.truthound.temporal.reference;

import io.truthound.temporal.rule.AggregateRule;
import io.truthound.temporal.rule.ColumnExists;
import io.truthound.temporal.rule.ColumnPair;
import io.truthound.temporal.rule.CompletenessRatio;
import io.truthound.temporal.rule.ConditionalNull;
import io.truthound.temporal.rule.Convertible;
import io.truthound.temporal.rule.CrossTableRowCount;
import io.truthound.temporal.rule.Dtype;
import io.truthound.temporal.rule.Expression;
import io.truthound.temporal.rule.GreaterThan;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.InSet;
import io.truthound.temporal.rule.KeyRule;
import io.truthound.temporal.rule.Length;
import io.truthound.temporal.rule.LessThan;
import io.truthound.temporal.rule.MaxLength;
import io.truthound.temporal.rule.MinLength;
import io.truthound.temporal.rule.MixedType;
import io.truthound.temporal.rule.NotInSet;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.NotRegex;
import io.truthound.temporal.rule.PastRule;
import io.truthound.temporal.rule.Regex;
import io.truthound.temporal.rule.RegexMatch;
import io.truthound.temporal.rule.RowCount;
import io.truthound.temporal.rule.RowRule;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.SchemaMatches;
import io.truthound.temporal.rule.WellFormed;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a row is to a rule, as rules.md says it. */
final class RowOutcome implements Rule.Visitor<RowOutcome.Outcome> {
  private final Row row;
  private final Map<String, Formula> formulas;

  enum Outcome {
    NOT_EVALUATED,
    PASSED,
    FAILED
  }

  private RowOutcome(Row row, Map<String, Formula> formulas) {
    this.row = row;
    this.formulas = formulas;
  }

  /**
   * Returns what a row is to a rule.
   *
   * @param formulas what each expression of the rules means
   */
  static Outcome of(Rule rule, Row row, Map<String, Formula> formulas) {
    Outcome outcome = rule.accept(new RowOutcome(row, formulas));
    String where = rule instanceof RowRule filtered ? filtered.options().where() : null;
    return where == null ? outcome : filtered(formulas.get(where), row, outcome);
  }

  /** Evaluates only rows on which a formula is true; one on which it is nothing breaks the rule. */
  private static Outcome filtered(Formula filter, Row row, Outcome outcome) {
    if (outcome == Outcome.NOT_EVALUATED || filter.columns().stream().anyMatch(row::isBad)) {
      return Outcome.NOT_EVALUATED;
    }
    try {
      return Boolean.TRUE.equals(filter.on(row)) ? outcome : Outcome.NOT_EVALUATED;
    } catch (CannotEvaluateException e) {
      return Outcome.FAILED;
    }
  }

  private static Outcome failsIf(boolean failed) {
    return failed ? Outcome.FAILED : Outcome.PASSED;
  }

  private Outcome onValue(String column, Predicate<Object> fails) {
    return row.has(column) ? failsIf(fails.test(row.cell(column))) : Outcome.NOT_EVALUATED;
  }

  private Outcome missing(String column) {
    return row.isBad(column) ? Outcome.NOT_EVALUATED : failsIf(row.cell(column) == null);
  }

  @Override
  public Outcome notNull(NotNull rule) {
    return missing(rule.column());
  }

  @Override
  public Outcome inSet(InSet rule) {
    return onValue(rule.column(), value -> !among(value, rule.column(), rule.values()));
  }

  @Override
  public Outcome notInSet(NotInSet rule) {
    return onValue(rule.column(), value -> among(value, rule.column(), rule.values()));
  }

  private boolean among(Object value, String column, List<Object> members) {
    return members.stream()
        .map(member -> Values.member(row.table().type(column), member))
        .anyMatch(member -> Values.compare(value, member) == 0);
  }

  @Override
  public Outcome inRange(InRange rule) {
    return onValue(
        rule.column(),
        value ->
            Values.isNan(value)
                || (rule.min() != null
                    && order(value, rule.column(), rule.min()) < (rule.strictMin() ? 1 : 0))
                || (rule.max() != null
                    && order(value, rule.column(), rule.max()) > (rule.strictMax() ? -1 : 0)));
  }

  @Override
  public Outcome greaterThan(GreaterThan rule) {
    return onValue(
        rule.column(),
        value -> Values.isNan(value) || order(value, rule.column(), rule.value()) <= 0);
  }

  @Override
  public Outcome lessThan(LessThan rule) {
    return onValue(
        rule.column(),
        value -> Values.isNan(value) || order(value, rule.column(), rule.value()) >= 0);
  }

  private int order(Object value, String column, Object literal) {
    return Integer.signum(Values.compare(value, Values.bound(row.table().type(column), literal)));
  }

  @Override
  public Outcome regex(Regex rule) {
    return onValue(rule.column(), value -> !matches(value, rule.pattern(), rule.match()));
  }

  @Override
  public Outcome notRegex(NotRegex rule) {
    return onValue(rule.column(), value -> matches(value, rule.pattern(), rule.match()));
  }

  /** Java's patterns are those of RE2 where neither look around is asked for nor classes. */
  private static boolean matches(Object text, String pattern, RegexMatch match) {
    var matcher = Pattern.compile(pattern).matcher((String) text);
    return switch (match) {
      case FULL -> matcher.matches();
      case PREFIX -> matcher.lookingAt();
      case SEARCH -> matcher.find();
    };
  }

  @Override
  public Outcome length(Length rule) {
    return length(rule.column(), rule.minLength(), rule.maxLength());
  }

  @Override
  public Outcome minLength(MinLength rule) {
    return length(rule.column(), rule.minLength(), null);
  }

  @Override
  public Outcome maxLength(MaxLength rule) {
    return length(rule.column(), null, rule.maxLength());
  }

  private Outcome length(String column, Long min, Long max) {
    return onValue(
        column,
        value -> {
          long length = ((String) value).codePoints().count();
          return (min != null && length < min) || (max != null && length > max);
        });
  }

  @Override
  public Outcome conditionalNull(ConditionalNull rule) {
    return filtered(formulas.get(rule.condition()), row, missing(rule.column()));
  }

  @Override
  public Outcome expression(Expression rule) {
    Formula formula = formulas.get(rule.expression());
    if (formula.columns().stream().anyMatch(row::isBad)) {
      return Outcome.NOT_EVALUATED;
    }
    try {
      return failsIf(Boolean.FALSE.equals(formula.on(row)));
    } catch (CannotEvaluateException e) {
      return Outcome.FAILED;
    }
  }

  @Override
  public Outcome columnPair(ColumnPair rule) {
    if (!row.has(rule.a()) || !row.has(rule.b())) {
      return Outcome.NOT_EVALUATED;
    }
    Object a = moment(row.cell(rule.a()));
    Object b = moment(row.cell(rule.b()));
    boolean nan = Values.isNan(a) || Values.isNan(b);
    int order = nan ? 0 : Values.compare(a, b);
    return failsIf(
        switch (rule.op()) {
          case EQUAL -> nan || order != 0;
          case NOT_EQUAL -> !nan && order == 0;
          case LESS -> nan || order >= 0;
          case LESS_OR_EQUAL -> nan || order > 0;
          case GREATER -> nan || order <= 0;
          case GREATER_OR_EQUAL -> nan || order < 0;
        });
  }

  /** A date stands for its first instant. */
  private static Object moment(Object value) {
    return value instanceof java.time.LocalDate date ? date.atStartOfDay() : value;
  }

  @Override
  public Outcome wellFormed(WellFormed rule) {
    return Outcome.PASSED;
  }

  @Override
  public Outcome convertible(Convertible rule) {
    return row.cell(rule.column()) == null
        ? Outcome.NOT_EVALUATED
        : failsIf(row.isBad(rule.column()));
  }

  @Override
  public Outcome columnExists(ColumnExists rule) {
    throw new IllegalStateException("Planning decides it");
  }

  @Override
  public Outcome dtype(Dtype rule) {
    throw new IllegalStateException("Planning decides it");
  }

  @Override
  public Outcome schemaMatches(SchemaMatches rule) {
    throw new IllegalStateException("Planning decides it");
  }

  @Override
  public Outcome rowCount(RowCount rule) {
    return Outcome.PASSED;
  }

  @Override
  public Outcome past(PastRule rule) {
    throw new IllegalArgumentException("Not settled: " + rule);
  }

  @Override
  public Outcome crossTableRowCount(CrossTableRowCount rule) {
    return Outcome.PASSED;
  }

  @Override
  public Outcome completenessRatio(CompletenessRatio rule) {
    return missing(rule.column());
  }

  @Override
  public Outcome mixedType(MixedType rule) {
    if (!row.has(rule.column())) {
      return Outcome.NOT_EVALUATED;
    }
    String text =
        String.valueOf(row.cell(rule.column())).replaceAll("^[ \\t-\\r]+|[ \\t-\\r]+$", "");
    return text.isEmpty() ? Outcome.NOT_EVALUATED : failsIf(text.matches(MixedType.NUMBER));
  }

  @Override
  public Outcome aggregate(AggregateRule rule) {
    return row.has(rule.column()) ? Outcome.PASSED : Outcome.NOT_EVALUATED;
  }

  @Override
  public Outcome key(KeyRule rule) {
    return Outcome.NOT_EVALUATED; // not by a slice
  }
}
