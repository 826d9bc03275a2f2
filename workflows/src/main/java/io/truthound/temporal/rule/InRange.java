package io.truthound.temporal.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fails rows whose value lies outside bounds; NaN is outside every bound. Evaluates rows that are
 * not null. Bounds are a number, kept as BigDecimal, or text that the column's type explains.
 *
 * @param column name of the column; not empty
 * @param min lowest value, or null for none
 * @param max highest value, or null for none; one of both is needed
 * @param strictMin true: {@code min} itself is outside
 * @param strictMax true: {@code max} itself is outside
 * @param options severity, name, tolerance and {@code where}
 */
public record InRange(
    String column,
    @Nullable Object min,
    @Nullable Object max,
    boolean strictMin,
    boolean strictMax,
    RowOptions options)
    implements RowRule {

  /** The name of this type of rule. */
  public static final String TYPE = "in_range";

  public InRange {
    column = Checks.column(TYPE, "column", column);
    min = Literals.optionalBound(TYPE, "min", min);
    max = Literals.optionalBound(TYPE, "max", max);
    Checks.range(TYPE, min, max, strictMin, strictMax);
  }

  public InRange(String column, @Nullable Object min, @Nullable Object max) {
    this(column, min, max, false, false, RowOptions.DEFAULT);
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
  public InRange withOptions(RowOptions options) {
    return new InRange(column, min, max, strictMin, strictMax, options);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.inRange(this);
  }
}
