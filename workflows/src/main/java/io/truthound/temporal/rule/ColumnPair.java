package io.truthound.temporal.rule;

import java.util.List;

/**
 * Fails rows for which a comparison of two columns is false. Evaluates rows where both are not
 * null.
 *
 * @param a name of the column on the left; not empty
 * @param b name of the column on the right; not empty
 * @param op the comparison
 * @param options severity, name, tolerance and {@code where}
 */
public record ColumnPair(String a, String b, PairOperator op, RowOptions options)
    implements RowRule {

  /** The name of this type of rule. */
  public static final String TYPE = "column_pair";

  public ColumnPair {
    a = Checks.column(TYPE, "a", a);
    b = Checks.column(TYPE, "b", b);
    Checks.given(TYPE, "op", op);
  }

  public ColumnPair(String a, String b, PairOperator op) {
    this(a, b, op, RowOptions.DEFAULT);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<String> columns() {
    return List.of(a, b);
  }

  @Override
  public ColumnPair withOptions(RowOptions options) {
    return new ColumnPair(a, b, op, options);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.columnPair(this);
  }
}
