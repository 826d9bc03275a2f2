package io.truthound.temporal.rule;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fails where some of a column's texts are numbers and some are not, and the rarer kind is more
 * than a share of them. Blank texts are of neither kind; no text passes. The tally counts numbers
 * as failed.
 *
 * @param column name of the column; not empty
 * @param maxRatio greatest share of the rarer kind, 0 to 1; null for a tenth
 * @param severity what a failure means
 * @param name the user's own name for the rule, if any
 */
public record MixedType(
    String column, @Nullable BigDecimal maxRatio, Severity severity, @Nullable String name)
    implements DatasetRule {

  /** The name of this type of rule. */
  public static final String TYPE = "mixed_type";

  /** What a number looks like, as a pattern of RE2; blanks may stand around it. */
  public static final String NUMBER = "[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?";

  private static final BigDecimal TENTH = new BigDecimal("0.1");

  public MixedType {
    column = Checks.column(TYPE, "column", column);
    maxRatio = maxRatio == null ? null : Checks.share(TYPE, "max_ratio", maxRatio);
    Checks.name(TYPE, name);
  }

  public MixedType(String column) {
    this(column, null, Severity.ERROR, null);
  }

  /** Returns the greatest share of the rarer kind. */
  public BigDecimal effectiveMaxRatio() {
    return maxRatio == null ? TENTH : maxRatio;
  }

  /** Says whether both kinds of so many texts are too many. */
  public boolean isBrokenBy(long texts, long numbers) {
    BigDecimal most = effectiveMaxRatio().multiply(BigDecimal.valueOf(texts));
    return BigDecimal.valueOf(numbers).compareTo(most) > 0
        && BigDecimal.valueOf(texts - numbers).compareTo(most) > 0;
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
  public <R> R accept(Visitor<R> visitor) {
    return visitor.mixedType(this);
  }
}
