package io.truthound.temporal.rule;

import java.util.List;

/**
 * Fails rows whose text has more characters (code points) than allowed. Evaluates rows that are not
 * null.
 *
 * @param column name of the column; not empty
 * @param maxLength most characters; 0 or more
 * @param options severity, name, tolerance and {@code where}
 */
public record MaxLength(String column, long maxLength, RowOptions options) implements RowRule {

  /** The name of this type of rule. */
  public static final String TYPE = "max_length";

  public MaxLength {
    column = Checks.column(TYPE, "column", column);
    Checks.notNegative(TYPE, "max_length", maxLength);
  }

  public MaxLength(String column, long maxLength) {
    this(column, maxLength, RowOptions.DEFAULT);
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
  public MaxLength withOptions(RowOptions options) {
    return new MaxLength(column, maxLength, options);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.maxLength(this);
  }
}
