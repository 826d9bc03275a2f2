package io.truthound.temporal.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says in words what a type of rule means. The only home of these words: the command line, the
 * schema for editors and {@code docs/rules.md} repeat them.
 *
 * @param family what the type judges
 * @param fails when it fails, after {@link RuleFamily#failing}
 * @param evaluated which rows are evaluated; null where it does not go row by row
 * @param example a list of one rule in YAML; empty where users cannot write the type
 * @param oneOf optional parameters of which at least one is needed; empty for none
 */
record Meaning(
    RuleFamily family,
    String fails,
    @Nullable String evaluated,
    String example,
    List<String> oneOf) {

  private static final String VALUED = "rows with a value";

  static Meaning of(RuleType type) {
    return words(type).ofType(type);
  }

  private static Meaning words(RuleType type) {
    return switch (type) {
      case NOT_NULL ->
          row("there is no value (NaN and the empty text are values)", "all rows")
              .example("column: id");
      case IN_SET ->
          row("the value is not among the given ones", VALUED)
              .example("column: status, values: [open, shipped, closed]");
      case NOT_IN_SET ->
          row("the value is among the given ones", VALUED)
              .example("column: country, values: [XX, unknown]");
      case IN_RANGE ->
          row("the value lies outside the bounds (NaN is outside every bound)", VALUED)
              .example("column: age, min: 0, max: 150, severity: warning")
              .needing("min", "max");
      case GREATER_THAN ->
          row("the value is not strictly greater than the given one (NaN never is)", VALUED)
              .example("column: price, value: 0, where: \"status = 'sold'\"");
      case LESS_THAN ->
          row("the value is not strictly less than the given one (NaN never is)", VALUED)
              .example("column: ordered_at, value: '2030-01-01'");
      case REGEX ->
          row("the pattern does not match the text", VALUED)
              .example("column: email, pattern: '[^@ ]+@[^@ ]+', mostly: 0.99");
      case NOT_REGEX ->
          row("the pattern matches the text", VALUED)
              .example("column: comment, pattern: '(?i)test', match: search");
      case LENGTH ->
          row("the text has fewer or more characters (code points) than allowed", VALUED)
              .example("column: zip, min_length: 4, max_length: 10")
              .needing("min_length", "max_length");
      case MIN_LENGTH ->
          row("the text has fewer characters (code points) than allowed", VALUED)
              .example("column: name, min_length: 1");
      case MAX_LENGTH ->
          row("the text has more characters (code points) than allowed", VALUED)
              .example("column: name, max_length: 200, max_failed: 10");
      case CONDITIONAL_NULL ->
          row("there is no value while the condition is true", "rows where the condition is true")
              .example("column: shipped_at, condition: \"status = 'shipped'\"");
      case EXPRESSION ->
          row("the expression is false (null passes)", "all rows")
              .example("expression: 'total = net + tax', name: the total adds up");
      case COLUMN_PAIR ->
          row(
                  "the comparison is false (NaN is unequal to everything and in no order)",
                  "rows where both columns have a value")
              .example("a: ordered_at, op: '<=', b: shipped_at");
      case WELL_FORMED ->
          implicit(
              "the record has the wrong number of fields, broken quotes or a lone CR (CSV), is no"
                  + " JSON object or has a key twice (NDJSON), is not UTF-8, or is longer than 1 MiB",
              "all records");
      case CONVERTIBLE -> implicit("the text is no value of the column's type", "rows with text");
      case COLUMN_EXISTS -> schema("the column is missing").example("column: id");
      case DTYPE ->
          schema("the column is missing or of another type")
              .example("column: price, dtype: 'decimal(10,2)'");
      case SCHEMA ->
          schema("a column is missing, differs or, where strict, is not declared")
              .example(
                  "columns: {id: int64, email: {dtype: string, nullable: false}}, strict: true");
      case ROW_COUNT ->
          dataset("the number of rows lies outside the bounds")
              .example("min: 1, max: 1000000")
              .needing("min", "max");
      case COMPLETENESS_RATIO ->
          dataset("the share of rows with a value is below the bound (never where there are none)")
              .example("column: phone, min_ratio: 0.9");
      case MIXED_TYPE ->
          dataset(
                  "numbers and other texts are both more than a share of the texts that are not"
                      + " blank")
              .example("column: code, max_ratio: 0.05");
      case MEAN ->
          dataset("the mean lies outside the bounds, or there is no value")
              .example("column: price, min: 10, max: 200")
              .needing("min", "max");
      case STD ->
          dataset(
                  "the standard deviation (n - 1) lies outside the bounds, or there are fewer than"
                      + " two values")
              .example("column: price, max: 50")
              .needing("min", "max");
      case SUM ->
          dataset("the sum lies outside the bounds, or there is no value")
              .example("column: amount, min: 0")
              .needing("min", "max");
      case MIN ->
          dataset("the lowest value lies outside the bounds, or there is no value")
              .example("column: ordered_at, min: '2020-01-01'")
              .needing("min", "max");
      case MAX ->
          dataset("the highest value lies outside the bounds, or there is no value")
              .example("column: price, min: 100, max: 9999.99")
              .needing("min", "max");
      case MEDIAN ->
          dataset("the median lies outside the bounds, or there is no value")
              .example("column: price, min: 20, max: 30")
              .needing("min", "max");
      case QUANTILE ->
          dataset("the quantile lies outside the bounds, or there is no value")
              .example("column: latency, q: 0.99, max: 250")
              .needing("min", "max");
      case DISTINCT_COUNT ->
          dataset("the number of distinct values lies outside the bounds")
              .example("column: country, max: 250")
              .needing("min", "max");
      case FRESHNESS ->
          dataset("the newest value is older than allowed, or there is no value")
              .example("column: ordered_at, max_age: 24h");
      case UNIQUE ->
          dataset("a key occurs again (each occurrence beyond the first is a failing row)")
              .example("column: [order_id, line_no]");
      case REFERENTIAL_INTEGRITY ->
          dataset("a key is not among those of the other dataset")
              .example("column: customer_id, reference: customers.parquet, reference_column: id");
      case CROSS_TABLE_ROW_COUNT ->
          dataset("the number of rows differs by more than a share of the other dataset's")
              .example("reference: orders-of-yesterday.parquet, tolerance: 0.1");
      case HISTORY ->
          past("the figure lies outside those of the last runs of the dataset")
              .example("figure: row_count, runs: 7, min_runs: 3, severity: warning");
      case OUTLIER ->
          past("a row's number is an outlier by the quartiles, or the mean, of the last profile")
              .example("column: price, threshold: 3, mostly: 0.999");
      case Z_SCORE_OUTLIER ->
          past("a row's number lies more than threshold (3) standard deviations from the mean of"
                  + " the last profile")
              .example("column: latency, threshold: 6");
      case STATISTICAL_DRIFT ->
          past("the distribution lies too far from that of the last profile (ks)")
              .example("column: price, threshold: 0.05");
      case DISTRIBUTION_CHANGE ->
          past("the distribution lies too far from that of the last profile (psi)")
              .example("column: country, baseline: orders of January");
      case DISTRIBUTION ->
          past("the distribution lies too far from that of the last profile (tvd)")
              .example("column: status, method: tvd, threshold: 0.02");
      case PROFILE_DISTANCE ->
          new Meaning(
              RuleFamily.IMPLICIT,
              "the distribution lies too far from that of the last profile",
              null,
              "",
              List.of());
    };
  }

  private static Meaning row(String fails, String evaluated) {
    return new Meaning(RuleFamily.ROW, fails, evaluated, "", List.of());
  }

  private static Meaning implicit(String fails, String evaluated) {
    return new Meaning(RuleFamily.IMPLICIT, fails, evaluated, "", List.of());
  }

  private static Meaning schema(String fails) {
    return new Meaning(RuleFamily.SCHEMA, fails, null, "", List.of());
  }

  private static Meaning dataset(String fails) {
    return new Meaning(RuleFamily.DATASET, fails, null, "", List.of());
  }

  private static Meaning past(String fails) {
    return new Meaning(RuleFamily.PAST, fails, null, "", List.of());
  }

  private Meaning example(String parameters) {
    return new Meaning(family, fails, evaluated, parameters, oneOf);
  }

  private Meaning needing(String... oneOf) {
    return new Meaning(family, fails, evaluated, example, List.of(oneOf));
  }

  /** Completes the parameters of the example to a rule. */
  private Meaning ofType(RuleType type) {
    return example.isEmpty() ? this : example("- {type: " + type.text() + ", " + example + "}");
  }
}
