package io.truthound.temporal.rule;

import java.util.List;

/**
 * Fails rows whose text does not convert to the column's type. Added by planning; users cannot
 * write it. Evaluates cells that are not null.
 *
 * @param column name of the column; not empty
 * @param declared true: a user gave the type; false: it was inferred
 * @param options severity, name, tolerance and {@code where}
 */
public record Convertible(String column, boolean declared, RowOptions options) implements RowRule {

  /** The name of this type of rule. */
  public static final String TYPE = "convertible";

  public Convertible {
    column = Checks.column(TYPE, "column", column);
  }

  public Convertible(String column, boolean declared) {
    this(column, declared, RowOptions.DEFAULT);
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
  public Convertible withOptions(RowOptions options) {
    return new Convertible(column, declared, options);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.convertible(this);
  }
}
