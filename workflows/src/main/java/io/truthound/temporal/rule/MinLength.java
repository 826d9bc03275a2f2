package io.truthound.temporal.rule;

import java.util.List;

/**
 * Fails rows whose text has fewer characters (code points) than allowed. Evaluates rows that are
 * not null.
 *
 * @param column name of the column; not empty
 * @param minLength fewest characters; 0 or more
 * @param options severity, name, tolerance and {@code where}
 */
public record MinLength(String column, long minLength, RowOptions options) implements RowRule {

  /** The name of this type of rule. */
  public static final String TYPE = "min_length";

  public MinLength {
    column = Checks.column(TYPE, "column", column);
    Checks.notNegative(TYPE, "min_length", minLength);
  }

  public MinLength(String column, long minLength) {
    this(column, minLength, RowOptions.DEFAULT);
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
  public MinLength withOptions(RowOptions options) {
    return new MinLength(column, minLength, options);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.minLength(this);
  }
}
