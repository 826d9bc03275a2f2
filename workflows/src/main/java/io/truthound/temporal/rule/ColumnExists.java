package io.truthound.temporal.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fails where the column is missing.
 *
 * @param column name of the column; not empty
 * @param severity what a failure means
 * @param name the user's own name for the rule, if any
 */
public record ColumnExists(String column, Severity severity, @Nullable String name)
    implements SchemaRule {

  /** The name of this type of rule. */
  public static final String TYPE = "column_exists";

  public ColumnExists {
    column = Checks.column(TYPE, "column", column);
    Checks.name(TYPE, name);
  }

  public ColumnExists(String column) {
    this(column, Severity.ERROR, null);
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
    return visitor.columnExists(this);
  }
}
