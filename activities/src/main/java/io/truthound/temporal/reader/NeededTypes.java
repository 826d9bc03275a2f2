package io.truthound.temporal.reader;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.rule.InvalidRuleException;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleResolution;
import io.truthound.temporal.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives columns in which no value was found the type that the rules on them need: nothing in the
 * data speaks against it. A column on which no rule has a wish, or several have opposite ones, is
 * text.
 */
public final class NeededTypes {
  private final List<Column> columns;
  private final List<Rule> rules;

  private NeededTypes(List<Column> columns, List<Rule> rules) {
    this.columns = new ArrayList<>(columns);
    this.rules = rules;
  }

  /**
   * Types the columns without a value.
   *
   * @param columns all columns, those without a value as text
   * @param valueless indexes of those without a value
   */
  public static List<Column> of(List<Column> columns, List<Integer> valueless, List<Rule> rules) {
    NeededTypes types = new NeededTypes(columns, rules);
    // Twice: a rule on two such columns waits for the one that other rules type.
    valueless.forEach(types::type);
    valueless.forEach(types::type);
    return types.columns;
  }

  private void type(int at) {
    List<DataType> fitting =
        Stream.concat(Stream.of(Kind.STRING), TypeVotes.CANDIDATES.stream())
            .map(DataType::of)
            .filter(type -> fits(at, type, true))
            .toList();
    DataType type =
        fitting.stream()
            .filter(candidate -> fits(at, candidate, false))
            .findFirst()
            .orElse(fitting.isEmpty() ? DataType.of(Kind.STRING) : fitting.get(0));
    columns.set(at, typed(at, type));
  }

  /** Says whether a type suits the rules on a column, or those on no other column beside it. */
  private boolean fits(int at, DataType type, boolean alone) {
    String name = columns.get(at).name();
    List<Column> trial = new ArrayList<>(columns);
    trial.set(at, typed(at, type));
    return rules.stream()
        .filter(rule -> rule.columns().contains(name))
        .filter(rule -> !alone || rule.columns().size() == 1)
        .allMatch(rule -> fits(rule, name, trial));
  }

  private static boolean fits(Rule rule, String column, List<Column> trial) {
    try {
      return !RuleResolution.of(RuleSet.of(rule), trial).reportedColumns().containsKey(column);
    } catch (InvalidRuleException unsuited) {
      return false;
    }
  }

  private Column typed(int at, DataType type) {
    return new Column(columns.get(at).name(), type, columns.get(at).nullable());
  }
}
