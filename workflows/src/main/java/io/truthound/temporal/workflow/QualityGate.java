package io.truthound.temporal.workflow;

import io.temporal.failure.ApplicationFailure;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.result.CheckResult;
import io.truthound.temporal.result.RuleResult;
import io.truthound.temporal.result.Status;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Lets a workflow go on where data is good enough: {@code QualityGate.DEFAULT.withMinRows(1_000)
 * .require(result)}. Data that could not be read, or not all of it, is never good enough. Neither
 * is data that broke a rule of severity error, unless the gate says how much may fail. Immutable,
 * and the same in a replay.
 *
 * @param minPassRate the least {@link CheckResult#passRate}, compared exactly; null for none
 * @param maxFailedRows the most rows that may fail any one rule; null for no bound
 * @param minRows the fewest rows that the dataset must have; null for none
 */
public record QualityGate(
    @Nullable BigDecimal minPassRate, @Nullable Long maxFailedRows, @Nullable Long minRows) {

  /** Wants no rule of severity error broken. */
  public static final QualityGate DEFAULT = new QualityGate(null, null, null);

  public QualityGate {
    if (minPassRate != null
        && (minPassRate.signum() < 0 || minPassRate.compareTo(BigDecimal.ONE) > 0)) {
      throw new IllegalArgumentException(
          "Invalid min pass rate: " + minPassRate + " (allowed: 0 to 1)");
    }
    requireNotNegative("max failed rows", maxFailedRows);
    requireNotNegative("min rows", minRows);
  }

  /**
   * Returns the same gate with a share of rows that must pass.
   *
   * @param share 0 to 1 in decimal digits, such as {@code "0.95"}
   */
  public QualityGate withMinPassRate(String share) {
    return new QualityGate(new BigDecimal(share), maxFailedRows, minRows);
  }

  public QualityGate withMaxFailedRows(long rows) {
    return new QualityGate(minPassRate, rows, minRows);
  }

  public QualityGate withMinRows(long rows) {
    return new QualityGate(minPassRate, maxFailedRows, rows);
  }

  /** Returns why the data is not good enough, for a person; nothing where it is. */
  public List<String> objections(CheckResult result) {
    List<String> objections = new ArrayList<>();
    if (result.status() == Status.ERROR) {
      objections.add("not all of it could be checked");
    }
    boolean counting = minPassRate != null || maxFailedRows != null;
    if (counting && result.abridged()) {
      objections.add("its rules are too many for workflow history, so that no rows can be counted");
    }
    if (result.status() == Status.FAILED && !counting) {
      objections.add("rules of severity error are broken");
    }
    if (minPassRate != null && !passes(minPassRate, result)) {
      objections.add(text("%s of rows passed (wanted: %s)", result.passRate(), minPassRate));
    }
    if (maxFailedRows != null && failedRows(result) > maxFailedRows) {
      objections.add(
          text("%,d rows failed one rule (allowed: %,d)", failedRows(result), maxFailedRows));
    }
    if (minRows != null && result.dataset().rows() < minRows) {
      objections.add(text("there are %,d rows (wanted: %,d)", result.dataset().rows(), minRows));
    }
    return objections;
  }

  /**
   * Returns the result where the data is good enough.
   *
   * @throws ApplicationFailure of type {@link FailureTypes#QUALITY_GATE}, which is not retried,
   *     with the result in its details, if it is not
   */
  public CheckResult require(CheckResult result) {
    List<String> objections = objections(result);
    if (!objections.isEmpty()) {
      throw ApplicationFailure.newNonRetryableFailure(
          "Dataset %s is not good enough: %s"
              .formatted(result.dataset().name(), String.join("; ", objections)),
          FailureTypes.QUALITY_GATE,
          result);
    }
    return result;
  }

  /** Compares without a division, which would round. */
  private static boolean passes(BigDecimal share, CheckResult result) {
    BigDecimal evaluated = BigDecimal.ZERO;
    BigDecimal failed = BigDecimal.ZERO;
    for (RuleResult rule : result.rules()) {
      evaluated = evaluated.add(BigDecimal.valueOf(rule.tally().evaluated()));
      failed = failed.add(BigDecimal.valueOf(rule.tally().failed()));
    }
    BigDecimal needed = evaluated.multiply(share, MathContext.UNLIMITED);
    return evaluated.subtract(failed).compareTo(needed) >= 0;
  }

  private static long failedRows(CheckResult result) {
    return result.rules().stream().mapToLong(rule -> rule.tally().failed()).max().orElse(0);
  }

  private static void requireNotNegative(String what, @Nullable Long rows) {
    if (rows != null && rows < 0) {
      throw new IllegalArgumentException("Invalid " + what + ": " + rows + " (allowed: 0 or more)");
    }
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
