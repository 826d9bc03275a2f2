package io.truthound.temporal.state;

import io.truthound.temporal.merge.MeasuredRule;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.rule.AggregateRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers the states of the columns that a plan's rules measure. Not safe for use by many threads.
 */
public final class ColumnStates {
  private final BatchPlan plan;
  private final Map<String, Measured> columns = new LinkedHashMap<>();

  /** A column and what is known of it so far. */
  private record Measured(ColumnNeeds needs, ColumnState state) {}

  /** Begins with what no rows say. */
  public ColumnStates(BatchPlan plan) {
    this.plan = plan;
    ColumnNeeds.of(plan)
        .forEach(
            needs -> columns.put(needs.column(), new Measured(needs, ColumnState.none(needs))));
  }

  /**
   * Merges what other rows say.
   *
   * @param states a state of each column
   * @throws IllegalArgumentException if they are not the states of these columns
   * @throws ArithmeticException if a count passes 2^63 - 1
   */
  public void add(List<ColumnState> states) {
    List<String> names = states.stream().map(ColumnState::column).toList();
    if (!names.equals(new ArrayList<>(columns.keySet()))) {
      throw new IllegalArgumentException(
          "it has states of the columns %s, not of %s".formatted(names, columns.keySet()));
    }
    states.forEach(
        state ->
            columns.computeIfPresent(
                state.column(),
                (name, before) -> new Measured(before.needs, before.state.plus(state))));
  }

  /** Returns what is known of each column, in the order of the rules. */
  public List<ColumnState> list() {
    return columns.values().stream().map(Measured::state).toList();
  }

  /** Judges every rule that measures a column, in the order of the rules. */
  public List<MeasuredRule> judge(Instant begun) {
    List<Integer> decided = plan.decided().stream().map(DecidedRule::rule).toList();
    List<MeasuredRule> verdicts = new ArrayList<>();
    for (int index = 0; index < plan.rules().size(); index++) {
      if (plan.rules().get(index) instanceof AggregateRule rule && !decided.contains(index)) {
        verdicts.add(judge(index, rule, begun));
      }
    }
    return verdicts;
  }

  private MeasuredRule judge(int index, AggregateRule rule, Instant begun) {
    Measured measured = columns.get(rule.column());
    if (measured == null) {
      throw new IllegalStateException("Nothing was measured for rule " + index);
    }
    return Measures.judge(
        index,
        rule,
        measured.state,
        measured.needs.type(),
        begun,
        plan.sampleValues().of(rule.column()));
  }
}
