package io.truthound.temporal.rule;

import java.util.List;

/**
 * Fails records of a text source that are malformed. Added by planning; users cannot write it.
 * Evaluates every record.
 *
 * @param options severity, name, tolerance and {@code where}
 */
public record WellFormed(RowOptions options) implements RowRule {

  /** The name of this type of rule. */
  public static final String TYPE = "well_formed";

  public WellFormed {}

  public WellFormed() {
    this(RowOptions.DEFAULT);
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
  public WellFormed withOptions(RowOptions options) {
    return new WellFormed(options);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.wellFormed(this);
  }
}
