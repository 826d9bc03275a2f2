package io.truthound.temporal.rule;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fails where a figure lies outside those of the last runs of the dataset; SKIPPED where too few
 * runs have it. Runs count that saw all rows and in which the figure was not refused; with a time
 * of the data, only those of earlier times, and of several runs of one time the last.
 *
 * @param figure what is measured
 * @param column name of the column that is measured; null for {@link Figure#ROW_COUNT}
 * @param q which quantile, 0 to 1; null for other figures
 * @param runs how many runs count, the newest first; 1 to {@value #MOST_RUNS}
 * @param method how far the figure may lie from theirs
 * @param threshold the distance, as the method counts it; null for {@link HistoryMethod#RANGE}
 * @param minRuns how many runs there must be, 1 to {@code runs}; with {@link HistoryMethod#STD} 2
 *     or more
 * @param alsoBroken whether runs count in which the figure was refused
 * @param severity what a failure means
 * @param name the user's own name for the rule, if any
 */
public record AgainstHistory(
    Figure figure,
    @Nullable String column,
    @Nullable BigDecimal q,
    long runs,
    HistoryMethod method,
    @Nullable BigDecimal threshold,
    long minRuns,
    boolean alsoBroken,
    Severity severity,
    @Nullable String name)
    implements PastRule {

  /** The name of this type of rule. */
  public static final String TYPE = "history";

  /** How many runs can be looked back. */
  public static final long MOST_RUNS = 365;

  /** How many runs count where none says it. */
  public static final long RUNS = 7;

  /** How many runs there must be where none says it, unless fewer count. */
  public static final long MIN_RUNS = 2;

  public AgainstHistory {
    Checks.given(TYPE, "figure", figure);
    Checks.given(TYPE, "method", method);
    if (figure.ofColumn()) {
      column = Checks.column(TYPE, "column", column);
    } else if (column != null) {
      throw Checks.refused(TYPE, "column", column, "none with the figure " + figure.text());
    }
    if (figure == Figure.QUANTILE) {
      q = Checks.share(TYPE, "q", q);
    } else if (q != null) {
      throw Checks.refused(TYPE, "q", q, "none with the figure " + figure.text());
    }
    if (method == HistoryMethod.RANGE) {
      if (threshold != null) {
        throw Checks.refused(TYPE, "threshold", threshold, "none with the method range");
      }
    } else {
      threshold = Checks.amount(TYPE, "threshold", threshold);
    }
    if (runs < 1 || runs > MOST_RUNS) {
      throw Checks.refused(TYPE, "runs", BigDecimal.valueOf(runs), "1 to " + MOST_RUNS);
    }
    long fewest = method == HistoryMethod.STD ? 2 : 1;
    if (minRuns < fewest || minRuns > runs) {
      throw Checks.refused(
          TYPE,
          "min_runs",
          BigDecimal.valueOf(minRuns),
          "%d to runs, which is %d".formatted(fewest, runs));
    }
    Checks.name(TYPE, name);
  }

  /**
   * Holds a figure against the last {@value #RUNS} runs, of which there must be {@value #MIN_RUNS}.
   */
  public AgainstHistory(
      Figure figure,
      @Nullable String column,
      HistoryMethod method,
      @Nullable BigDecimal threshold) {
    this(figure, column, null, RUNS, method, threshold, MIN_RUNS, false, Severity.ERROR, null);
  }

  /**
   * Returns the same against another number of runs, of which there must be 2, or 1 where no more
   * count.
   */
  public AgainstHistory withRuns(long runs) {
    return new AgainstHistory(
        figure,
        column,
        q,
        runs,
        method,
        threshold,
        Math.min(MIN_RUNS, runs),
        alsoBroken,
        severity,
        name);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public List<String> columns() {
    return column == null ? List.of() : List.of(column);
  }

  @Override
  public boolean measures() {
    return figure.ofNumbers();
  }

  @Override
  public <R> R accept(PastRule.Visitor<R> visitor) {
    return visitor.againstHistory(this);
  }
}
