package io.truthound.temporal.rule;

import io.truthound.temporal.dataset.DatasetFormat;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fails where the number of rows differs from that of another dataset by more than a share of the
 * other's.
 *
 * @param reference path, {@code file:} URI, folder or glob of the other dataset
 * @param referenceFormat how its bytes are read; null means: by the ending of each file's name
 * @param tolerance the share, 0 to 1
 * @param severity what a failure means
 * @param name the user's own name for the rule, if any
 */
public record CrossTableRowCount(
    String reference,
    @Nullable DatasetFormat referenceFormat,
    BigDecimal tolerance,
    Severity severity,
    @Nullable String name)
    implements ReferringRule {

  /** The name of this type of rule. */
  public static final String TYPE = "cross_table_row_count";

  public CrossTableRowCount {
    Checks.text(TYPE, "reference", reference);
    tolerance = Checks.share(TYPE, "tolerance", tolerance);
    Checks.name(TYPE, name);
  }

  /** Wants as many rows as the other dataset has. */
  public CrossTableRowCount(String reference) {
    this(reference, null, BigDecimal.ZERO, Severity.ERROR, null);
  }

  /** Says whether so many rows differ too much from the other dataset's. Exact. */
  public boolean isBrokenBy(long rows, long referenceRows) {
    BigDecimal difference = BigDecimal.valueOf(rows).subtract(BigDecimal.valueOf(referenceRows));
    return difference.abs().compareTo(tolerance.multiply(BigDecimal.valueOf(referenceRows))) > 0;
  }

  @Override
  public CrossTableRowCount withReference(String reference) {
    return new CrossTableRowCount(reference, referenceFormat, tolerance, severity, name);
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
  public <R> R accept(Visitor<R> visitor) {
    return visitor.crossTableRowCount(this);
  }
}
