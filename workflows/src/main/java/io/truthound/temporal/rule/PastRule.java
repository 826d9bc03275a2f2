package io.truthound.temporal.rule;

/**
 * Holds data against what earlier runs of a dataset came to. Planning settles it: it looks the past
 * up once and puts an ordinary rule in its place, so that neither retries nor chunks see another
 * past. Where there is no past yet, the rule is SKIPPED.
 */
public sealed interface PastRule extends Rule permits AgainstHistory, ProfileRule {

  @Override
  default <R> R accept(Rule.Visitor<R> visitor) {
    return visitor.past(this);
  }

  /** Calls the method of the visitor that belongs to this type of rule. */
  <R> R accept(PastRule.Visitor<R> visitor);

  /** Says whether what is settled measures all values of a column. */
  boolean measures();

  /** One method for each type; none has a default, so a new one breaks the build. */
  interface Visitor<R> {
    R againstHistory(AgainstHistory rule);

    R outlier(Outlier rule);

    R drift(Drift rule);
  }
}
