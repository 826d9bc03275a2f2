package io.truthound.temporal.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fails where the number of rows lies outside bounds.
 *
 * @param min fewest rows, or null for none
 * @param max most rows, or null for none; one of both is needed
 * @param severity what a failure means
 * @param name the user's own name for the rule, if any
 */
public record RowCount(
    @Nullable Long min, @Nullable Long max, Severity severity, @Nullable String name)
    implements DatasetRule {

  /** The name of this type of rule. */
  public static final String TYPE = "row_count";

  public RowCount {
    Checks.bounds(TYPE, "min", min, "max", max);
    Checks.name(TYPE, name);
  }

  public RowCount(@Nullable Long min, @Nullable Long max) {
    this(min, max, Severity.ERROR, null);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<String> columns() {
    return List.of();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.rowCount(this);
  }
}
