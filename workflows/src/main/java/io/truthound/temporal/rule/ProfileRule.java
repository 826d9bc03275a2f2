package io.truthound.temporal.rule;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds a column against what the last profile of a dataset says of it. */
public sealed interface ProfileRule extends PastRule permits Outlier, Drift {

  /** Returns the name of the column. */
  String column();

  /** Returns how far what is found may lie from the profile, as the rule's method counts it. */
  BigDecimal threshold();

  /** Returns the name of the dataset whose profile is meant; null for the one that is checked. */
  @Nullable String baseline();

  @Override
  default List<String> columns() {
    return List.of(column());
  }
}
