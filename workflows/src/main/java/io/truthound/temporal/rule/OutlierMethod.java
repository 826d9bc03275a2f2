package io.truthound.temporal.rule;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Says which numbers are outliers. */
public enum OutlierMethod {
  /** Those beyond the quartiles by more than so many times the distance between these (Tukey). */
  IQR("1.5"),
  /** Those further from the mean than so many standard deviations. */
  Z_SCORE("3");

  static final List<String> NAMES = Arrays.stream(values()).map(OutlierMethod::text).toList();

  @SuppressWarnings("ImmutableEnumChecker") // BigDecimal is immutable
  private final BigDecimal threshold;

  OutlierMethod(String threshold) {
    this.threshold = new BigDecimal(threshold);
  }

  /** Returns the method of that name, in any case. */
  public static OutlierMethod parse(String text) {
    return Names.parse("method", text, NAMES, values());
  }

  /** Returns the name in lower case, as it stands on the wire. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the threshold where none is given. */
  public BigDecimal threshold() {
    return threshold;
  }
}
