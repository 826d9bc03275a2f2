package io.truthound.temporal.rule;

import io.truthound.temporal.dataset.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fails where the column is missing or of another type.
 *
 * @param column name of the column; not empty
 * @param dtype the type that it must have
 * @param severity what a failure means
 * @param name the user's own name for the rule, if any
 */
public record Dtype(String column, DataType dtype, Severity severity, @Nullable String name)
    implements SchemaRule {

  /** The name of this type of rule. */
  public static final String TYPE = "dtype";

  public Dtype {
    column = Checks.column(TYPE, "column", column);
    Checks.given(TYPE, "dtype", dtype);
    Checks.name(TYPE, name);
  }

  public Dtype(String column, DataType dtype) {
    this(column, dtype, Severity.ERROR, null);
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
    return visitor.dtype(this);
  }
}
