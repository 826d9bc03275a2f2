package io.truthound.temporal.rule;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Fails rows whose number lies too far from those of the last profile, NaN and infinities among
 * them; SKIPPED where there is no profile yet. Evaluates rows that are not null.
 *
 * @param zScore whether it is written as {@code z_score_outlier}, which has no other method
 * @param column name of the column; not empty
 * @param method how outliers are told
 * @param threshold how far from the profile, as the method counts it
 * @param baseline name of the dataset whose profile is meant; null for the one that is checked
 * @param options severity, name, tolerance and {@code where}
 */
public record Outlier(
    boolean zScore,
    String column,
    OutlierMethod method,
    BigDecimal threshold,
    @Nullable String baseline,
    RowOptions options)
    implements ProfileRule {

  /** The name of this type of rule. */
  public static final String TYPE = "outlier";

  /** The name of the type that has one method alone. */
  public static final String Z_SCORE_TYPE = "z_score_outlier";

  public Outlier {
    String type = zScore ? Z_SCORE_TYPE : TYPE;
    column = Checks.column(type, "column", column);
    Checks.given(type, "method", method);
    if (zScore && method != OutlierMethod.Z_SCORE) {
      throw Checks.refused(type, "method", method.text(), OutlierMethod.Z_SCORE.text());
    }
    threshold = Checks.amount(type, "threshold", threshold);
    if (baseline != null) {
      Checks.text(type, "baseline", baseline);
    }
  }

  /** Tells outliers with the method's own threshold, by the dataset's own profile. */
  public Outlier(String column, OutlierMethod method) {
    this(false, column, method, method.threshold(), null, RowOptions.DEFAULT);
  }

  @Override
  public Severity severity() {
    return options.severity();
  }

  @Override
  public @Nullable String name() {
    return options.name();
  }

  @Override
  public String type() {
    return zScore ? Z_SCORE_TYPE : TYPE;
  }

  @Override
  public boolean measures() {
    return false;
  }

  @Override
  public <R> R accept(PastRule.Visitor<R> visitor) {
    return visitor.outlier(this);
  }
}
