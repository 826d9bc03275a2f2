package io.truthound.temporal.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fails rows whose text has fewer or more characters (code points) than allowed. Evaluates rows
 * that are not null.
 *
 * @param column name of the column; not empty
 * @param minLength fewest characters, or null for none
 * @param maxLength most characters, or null for none; one of both is needed
 * @param options severity, name, tolerance and {@code where}
 */
public record Length(
    String column, @Nullable Long minLength, @Nullable Long maxLength, RowOptions options)
    implements RowRule {

  /** The name of this type of rule. */
  public static final String TYPE = "length";

  public Length {
    column = Checks.column(TYPE, "column", column);
    Checks.bounds(TYPE, "min_length", minLength, "max_length", maxLength);
  }

  public Length(String column, @Nullable Long minLength, @Nullable Long maxLength) {
    this(column, minLength, maxLength, RowOptions.DEFAULT);
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
  public Length withOptions(RowOptions options) {
    return new Length(column, minLength, maxLength, options);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.length(this);
  }
}
