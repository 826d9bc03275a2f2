package io.truthound.temporal.state;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.rule.AggregateRule;
import io.truthound.temporal.rule.DistinctCount;
import io.truthound.temporal.rule.Freshness;
import io.truthound.temporal.rule.Max;
import io.truthound.temporal.rule.Mean;
import io.truthound.temporal.rule.Median;
import io.truthound.temporal.rule.Min;
import io.truthound.temporal.rule.ProfileDistance;
import io.truthound.temporal.rule.Quantile;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.Std;
import io.truthound.temporal.rule.Sum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says what has to be known of a column for the rules that measure it.
 *
 * @param column its name
 * @param type what its values are
 * @param sums whether the sum of its finite numbers
 * @param squares whether the sum of their squares
 * @param extremes whether its lowest and highest value
 * @param ranks whether how many of its numbers are how large
 * @param distincts whether how many of its values are distinct
 * @param frequencies whether how often each of its values stands there
 */
public record ColumnNeeds(
    String column,
    DataType type,
    boolean sums,
    boolean squares,
    boolean extremes,
    boolean ranks,
    boolean distincts,
    boolean frequencies) {

  /** Needs no frequencies. */
  public ColumnNeeds(
      String column,
      DataType type,
      boolean sums,
      boolean squares,
      boolean extremes,
      boolean ranks,
      boolean distincts) {
    this(column, type, sums, squares, extremes, ranks, distincts, false);
  }

  /** Returns the columns that a plan's rules measure, in the order of the rules. */
  public static List<ColumnNeeds> of(BatchPlan plan) {
    List<Integer> decided = plan.decided().stream().map(DecidedRule::rule).toList();
    Map<String, ColumnNeeds> needs = new LinkedHashMap<>();
    for (int index = 0; index < plan.rules().size(); index++) {
      Rule rule = plan.rules().get(index);
      if (rule instanceof AggregateRule aggregate && !decided.contains(index)) {
        ColumnNeeds own = aggregate.accept(new Of(typeOf(plan, aggregate.column())));
        needs.merge(own.column(), own, ColumnNeeds::and);
      }
    }
    return new ArrayList<>(needs.values());
  }

  /** Returns all that a profile says of a column of a type. */
  public static ColumnNeeds profiling(Column column) {
    boolean numeric = column.type().numeric();
    return new ColumnNeeds(
        column.name(),
        column.type(),
        numeric,
        numeric,
        numeric || column.type().temporal(),
        numeric,
        true);
  }

  /** Says whether a profile tells how long values are. */
  public boolean measuresLengths() {
    return type.textual() || type.kind() == DataType.Kind.BINARY;
  }

  /** Says whether a profile counts how often each value stands there, beside {@code ranks}. */
  public boolean countsEach() {
    return type.textual() || type.kind() == DataType.Kind.BOOL || type.kind() == DataType.Kind.UUID;
  }

  private static DataType typeOf(BatchPlan plan, String name) {
    return plan.columns().stream()
        .filter(column -> column.name().equals(name))
        .map(Column::type)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("The plan has no column " + name));
  }

  private ColumnNeeds and(ColumnNeeds other) {
    return new ColumnNeeds(
        column,
        type,
        sums || other.sums,
        squares || other.squares,
        extremes || other.extremes,
        ranks || other.ranks,
        distincts || other.distincts,
        frequencies || other.frequencies);
  }

  /** What one rule needs of its column. */
  private record Of(DataType type) implements AggregateRule.Visitor<ColumnNeeds> {

    @Override
    public ColumnNeeds mean(Mean rule) {
      return new ColumnNeeds(rule.column(), type, true, false, false, false, false);
    }

    @Override
    public ColumnNeeds std(Std rule) {
      return new ColumnNeeds(rule.column(), type, true, true, false, false, false);
    }

    @Override
    public ColumnNeeds sum(Sum rule) {
      return new ColumnNeeds(rule.column(), type, true, false, false, false, false);
    }

    @Override
    public ColumnNeeds min(Min rule) {
      return new ColumnNeeds(rule.column(), type, false, false, true, false, false);
    }

    @Override
    public ColumnNeeds max(Max rule) {
      return new ColumnNeeds(rule.column(), type, false, false, true, false, false);
    }

    @Override
    public ColumnNeeds median(Median rule) {
      return new ColumnNeeds(rule.column(), type, false, false, false, true, false);
    }

    @Override
    public ColumnNeeds quantile(Quantile rule) {
      return new ColumnNeeds(rule.column(), type, false, false, false, true, false);
    }

    @Override
    public ColumnNeeds distinctCount(DistinctCount rule) {
      return new ColumnNeeds(rule.column(), type, false, false, false, false, true);
    }

    @Override
    public ColumnNeeds freshness(Freshness rule) {
      return new ColumnNeeds(rule.column(), type, false, false, true, false, false);
    }

    @Override
    public ColumnNeeds profileDistance(ProfileDistance rule) {
      boolean numbers = rule.ofNumbers();
      return new ColumnNeeds(rule.column(), type, false, false, false, numbers, false, !numbers);
    }
  }
}
