package io.truthound.temporal.rule;

import io.truthound.temporal.dataset.DataType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes rules that read well where they are imported statically: {@code
 * RuleSet.of(notNull("order_id"), inRange("quantity", 1, 50).warning())}.
 *
 * <p>A bound is a number or text that the column's type explains, such as {@code "2026-01-31"};
 * null where there is none. Whether columns exist and have a type that the rule applies to is found
 * out by planning. All methods throw {@link InvalidRuleException} where a rule can never be valid.
 */
public final class Rules {
  private Rules() {}

  /** Fails rows whose value is null; NaN and the empty text are values. */
  public static NotNull notNull(String column) {
    return new NotNull(column);
  }

  /** Fails rows whose value is none of these; nulls are not evaluated. */
  public static InSet inSet(String column, Object... values) {
    return new InSet(column, List.of(values));
  }

  /** Fails rows whose value is one of these; nulls are not evaluated. */
  public static NotInSet notInSet(String column, Object... values) {
    return new NotInSet(column, List.of(values));
  }

  /** Fails rows whose value lies outside inclusive bounds, as NaN does; nulls are not evaluated. */
  public static InRange inRange(String column, @Nullable Object min, @Nullable Object max) {
    return new InRange(column, min, max);
  }

  /** Fails rows whose value is not strictly greater; nulls are not evaluated. */
  public static GreaterThan greaterThan(String column, Object value) {
    return new GreaterThan(column, value);
  }

  /** Fails rows whose value is not strictly less; nulls are not evaluated. */
  public static LessThan lessThan(String column, Object value) {
    return new LessThan(column, value);
  }

  /** Fails rows whose whole text an RE2 pattern does not match; nulls are not evaluated. */
  public static Regex regex(String column, String pattern) {
    return new Regex(column, pattern);
  }

  /** Fails rows whose whole text an RE2 pattern matches; nulls are not evaluated. */
  public static NotRegex notRegex(String column, String pattern) {
    return new NotRegex(column, pattern);
  }

  /** Fails rows with fewer or more characters; nulls are not evaluated. */
  public static Length length(String column, long min, long max) {
    return new Length(column, min, max);
  }

  /** Fails rows with fewer characters; nulls are not evaluated. */
  public static MinLength minLength(String column, long min) {
    return new MinLength(column, min);
  }

  /** Fails rows with more characters; nulls are not evaluated. */
  public static MaxLength maxLength(String column, long max) {
    return new MaxLength(column, max);
  }

  /** Fails rows whose value is null while a boolean SQL expression over the row is true. */
  public static ConditionalNull conditionalNull(String column, String condition) {
    return new ConditionalNull(column, condition);
  }

  /** Fails rows of which a boolean SQL expression is false; null passes. */
  public static Expression expression(String expression) {
    return new Expression(expression);
  }

  /** Fails rows whose two values do not compare so; rows with a null are not evaluated. */
  public static ColumnPair columnPair(String a, PairOperator operator, String b) {
    return new ColumnPair(a, b, operator);
  }

  /** Fails where the dataset has no such column. */
  public static ColumnExists columnExists(String column) {
    return new ColumnExists(column);
  }

  /** Fails where the column has another type. */
  public static Dtype dtype(String column, DataType type) {
    return new Dtype(column, type);
  }

  /** Fails where a column is missing or declared otherwise. */
  public static SchemaMatches schemaMatches(SchemaColumn... columns) {
    return new SchemaMatches(List.of(columns));
  }

  /** Fails where there are fewer or more rows. */
  public static RowCount rowCount(long min, long max) {
    return new RowCount(min, max);
  }

  /** Fails where there are fewer rows. */
  public static RowCount minRowCount(long min) {
    return new RowCount(min, null);
  }

  /**
   * Fails where a smaller share of rows is not null.
   *
   * @param minRatio 0 to 1 in decimal digits, such as {@code "0.95"}: compared exactly
   */
  public static CompletenessRatio completenessRatio(String column, String minRatio) {
    return new CompletenessRatio(column, new BigDecimal(minRatio));
  }

  /** Fails where a key of these columns together occurs again; keys with a null do not count. */
  public static Unique unique(String... columns) {
    return new Unique(columns);
  }

  /** Fails where a value is not among those of the column of the same name of another dataset. */
  public static ReferentialIntegrity referentialIntegrity(String column, String reference) {
    return new ReferentialIntegrity(column, reference);
  }

  /** Fails where another dataset has another number of rows. */
  public static CrossTableRowCount crossTableRowCount(String reference) {
    return new CrossTableRowCount(reference);
  }

  /** Fails where there are fewer or more distinct values, counted exactly; nulls are none. */
  public static ExactDistinctCount distinctCount(String column, long min, long max) {
    return new ExactDistinctCount(column, min, max);
  }

  /** Fails where the mean of all values lies outside, or there is no value. */
  public static Mean mean(String column, @Nullable Object min, @Nullable Object max) {
    return new Mean(column, min, max);
  }

  /** Fails where the standard deviation (n - 1) lies outside, or there are not two values. */
  public static Std std(String column, @Nullable Object min, @Nullable Object max) {
    return new Std(column, min, max);
  }

  /** Fails where the sum of all values lies outside, or there is no value. */
  public static Sum sum(String column, @Nullable Object min, @Nullable Object max) {
    return new Sum(column, min, max);
  }

  /** Fails where the least value lies outside, or there is no value. */
  public static Min min(String column, @Nullable Object min, @Nullable Object max) {
    return new Min(column, min, max);
  }

  /** Fails where the greatest value lies outside, or there is no value. */
  public static Max max(String column, @Nullable Object min, @Nullable Object max) {
    return new Max(column, min, max);
  }

  /** Fails where the median lies outside, or there is no value. */
  public static Median median(String column, @Nullable Object min, @Nullable Object max) {
    return new Median(column, min, max);
  }

  /**
   * Fails where a quantile lies outside, or there is no value.
   *
   * @param q 0 to 1 in decimal digits, such as {@code "0.95"}
   */
  public static Quantile quantile(
      String column, String q, @Nullable Object min, @Nullable Object max) {
    return new Quantile(column, new BigDecimal(q), min, max);
  }

  /**
   * Fails where a figure lies outside those of the last 7 runs of the dataset; SKIPPED where there
   * are not 2 yet.
   *
   * @param column null for the number of rows
   * @param threshold how far, in decimal digits, as the method counts it; null for the range
   */
  public static AgainstHistory history(
      Figure figure, @Nullable String column, HistoryMethod method, @Nullable String threshold) {
    return new AgainstHistory(
        figure, column, method, threshold == null ? null : new BigDecimal(threshold));
  }

  /** Fails rows whose number is an outlier by the last profile; nulls are not evaluated. */
  public static Outlier outlier(String column, OutlierMethod method) {
    return new Outlier(column, method);
  }

  /** Fails where a column's values are distributed otherwise than in the last profile. */
  public static Drift statisticalDrift(String column, DriftMethod method) {
    return new Drift(Drift.Kind.STATISTICAL_DRIFT, column, method);
  }

  /** Fails where the newest value is older at the start of the batch, or there is none. */
  public static Freshness freshness(String column, Duration maxAge) {
    return new Freshness(column, maxAge);
  }
}
