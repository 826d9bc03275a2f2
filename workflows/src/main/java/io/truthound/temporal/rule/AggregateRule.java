package io.truthound.temporal.rule;

import java.util.List;

/** Judges one measure of all values of a column; nulls are no values. */
public sealed interface AggregateRule extends DatasetRule
    permits Mean, Std, Sum, Min, Max, Median, Quantile, DistinctCount, Freshness, ProfileDistance {

  /** Returns the name of the column that is measured. */
  String column();

  @Override
  default List<String> columns() {
    return List.of(column());
  }

  @Override
  default <R> R accept(Rule.Visitor<R> visitor) {
    return visitor.aggregate(this);
  }

  /** Calls the method of the visitor that belongs to this measure. */
  <R> R accept(AggregateRule.Visitor<R> visitor);

  /** One method for each measure; none has a default, so a new one breaks the build. */
  interface Visitor<R> {
    R mean(Mean rule);

    R std(Std rule);

    R sum(Sum rule);

    R min(Min rule);

    R max(Max rule);

    R median(Median rule);

    R quantile(Quantile rule);

    R distinctCount(DistinctCount rule);

    R freshness(Freshness rule);

    R profileDistance(ProfileDistance rule);
  }
}
