package io.truthound.temporal.rule;

/** Groups the types of rules by what they judge. */
public enum RuleFamily {
  /** Judge each row. */
  ROW("a row fails when"),
  /** Judge names and types of columns; decided by the plan. */
  SCHEMA("fails when"),
  /** Judge all rows together. */
  DATASET("fails when"),
  /** Hold data against what earlier runs came to; settled by the plan. */
  PAST("fails when"),
  /** Judge each row of a text format; added by planning, users cannot write them. */
  IMPLICIT("a row fails when");

  private final String failing;

  RuleFamily(String failing) {
    this.failing = failing;
  }

  /** Returns the words that {@link RuleDescription#fails} continues. */
  public String failing() {
    return failing;
  }
}
