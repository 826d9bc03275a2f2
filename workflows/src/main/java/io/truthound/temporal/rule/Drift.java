package io.truthound.temporal.rule;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fails where a column's values are distributed otherwise than in the last profile; SKIPPED where
 * there is no profile yet. Nulls are no values.
 *
 * @param kind the name that it is written under
 * @param column name of the column; not empty
 * @param method how the distance is measured
 * @param threshold the greatest distance
 * @param baseline name of the dataset whose profile is meant; null for the one that is checked
 * @param severity what a failure means
 * @param name the user's own name for the rule, if any
 */
public record Drift(
    Kind kind,
    String column,
    DriftMethod method,
    BigDecimal threshold,
    @Nullable String baseline,
    Severity severity,
    @Nullable String name)
    implements ProfileRule {

  /** The names of this type of rule. They differ in the method that stands where none is given. */
  public enum Kind {
    STATISTICAL_DRIFT(DriftMethod.KS),
    DISTRIBUTION_CHANGE(DriftMethod.PSI),
    DISTRIBUTION(DriftMethod.TVD);

    private final DriftMethod method;

    Kind(DriftMethod method) {
      this.method = method;
    }

    /** Returns the kind of a type's name; empty where it is another's. */
    static Optional<Kind> find(String type) {
      return Arrays.stream(values()).filter(kind -> kind.type().equals(type)).findFirst();
    }

    /** Returns the name of the type. */
    public String type() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the method where none is given. */
    public DriftMethod method() {
      return method;
    }
  }

  public Drift {
    Checks.given(null, "type", kind);
    column = Checks.column(kind.type(), "column", column);
    Checks.given(kind.type(), "method", method);
    threshold = Checks.amount(kind.type(), "threshold", threshold);
    if (baseline != null) {
      Checks.text(kind.type(), "baseline", baseline);
    }
    Checks.name(kind.type(), name);
  }

  /** Measures by a method with its own threshold, against the dataset's own profile. */
  public Drift(Kind kind, String column, DriftMethod method) {
    this(kind, column, method, method.threshold(), null, Severity.ERROR, null);
  }

  @Override
  public String type() {
    return kind.type();
  }

  @Override
  public boolean measures() {
    return true;
  }

  @Override
  public <R> R accept(PastRule.Visitor<R> visitor) {
    return visitor.drift(this);
  }
}
