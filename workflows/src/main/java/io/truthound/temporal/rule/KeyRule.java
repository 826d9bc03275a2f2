package io.truthound.temporal.rule;

/**
 * Judges the keys of all rows: the values of one or several columns together. A key with a null in
 * any of them is not evaluated. Exact; decided after the scan, in key partitions.
 */
public sealed interface KeyRule extends DatasetRule
    permits Unique, ExactDistinctCount, ReferentialIntegrity {

  @Override
  default <R> R accept(Rule.Visitor<R> visitor) {
    return visitor.key(this);
  }

  /** Calls the method of the visitor that belongs to this type of rule. */
  <R> R accept(KeyRule.Visitor<R> visitor);

  /** One method for each type; none has a default, so a new one breaks the build. */
  interface Visitor<R> {
    R unique(Unique rule);

    R distinctCount(ExactDistinctCount rule);

    R referentialIntegrity(ReferentialIntegrity rule);
  }
}
