package io.truthound.temporal.rule;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fails where the share of values that are not null is below a bound; zero rows pass.
 *
 * @param column name of the column; not empty
 * @param minRatio lowest share, 0 to 1
 * @param severity what a failure means
 * @param name the user's own name for the rule, if any
 */
public record CompletenessRatio(
    String column, BigDecimal minRatio, Severity severity, @Nullable String name)
    implements DatasetRule {

  /** The name of this type of rule. */
  public static final String TYPE = "completeness_ratio";

  public CompletenessRatio {
    column = Checks.column(TYPE, "column", column);
    minRatio = Checks.share(TYPE, "min_ratio", minRatio);
    Checks.name(TYPE, name);
  }

  public CompletenessRatio(String column, BigDecimal minRatio) {
    this(column, minRatio, Severity.ERROR, null);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<String> columns() {
    return List.of(column);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.completenessRatio(this);
  }
}
