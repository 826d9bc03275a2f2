package io.truthound.temporal.rule;

import java.util.List;

/**
 * Fails rows whose value is null; NaN and the empty text are values. Evaluates every row.
 *
 * @param column name of the column; not empty
 * @param options severity, name, tolerance and {@code where}
 */
public record NotNull(String column, RowOptions options) implements RowRule {

  /** The name of this type of rule. */
  public static final String TYPE = "not_null";

  public NotNull {
    column = Checks.column(TYPE, "column", column);
  }

  public NotNull(String column) {
    this(column, RowOptions.DEFAULT);
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
  public NotNull withOptions(RowOptions options) {
    return new NotNull(column, options);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.notNull(this);
  }
}
