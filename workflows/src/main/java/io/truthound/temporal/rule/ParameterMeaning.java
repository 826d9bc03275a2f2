package io.truthound.temporal.rule;

import org.jspecify.annotations.Nullable;

/**
 * Says in words what each field of a rule means, the same wherever it is used. The only home of
 * these words.
 */
final class ParameterMeaning {
  private ParameterMeaning() {}

  /** Returns a phrase without a full stop; a field without one is a mistake in this house. */
  static String of(Parameter parameter) {
    return switch (parameter.name()) {
      case "column" ->
          parameter.kind() == ParameterKind.COLUMNS
              ? "name of the column, or a list of the names of several"
              : "name of the column";
      case "a" -> "name of the column on the left";
      case "b" -> "name of the column on the right";
      case "op" -> "the comparison";
      case "values" -> "the values to compare with, at least one";
      case "value" -> "the bound, itself not allowed; dates and times are ISO text";
      case "min" -> least(parameter);
      case "max" -> most(parameter);
      case "strict_min" -> "whether min itself is outside";
      case "strict_max" -> "whether max itself is outside";
      case "pattern" -> "an RE2 pattern";
      case "match" -> "how much of the text it must cover: all, any part, a part at the start";
      case "min_length" -> "fewest characters";
      case "max_length" -> "most characters";
      case "condition" -> "a boolean SQL expression over the columns of the row";
      case "expression" -> "a boolean SQL expression over the columns of the row";
      case "dtype" -> "type that the column must have";
      case "nullable" -> "false: the column must not be nullable";
      case "columns" -> "for each column its type, or an object with dtype and nullable";
      case "strict" -> "whether columns that are not declared fail";
      case "q" -> "share of the values below it; 0.5 is the median";
      case "approximate" -> "whether an estimate will do, which costs less";
      case "reference" -> "the other dataset: a file, folder or glob";
      case "reference_column" -> "name of its column, or a list; the same names where it is absent";
      case "reference_format" -> "how it is read; told by its files' names where it is absent";
      case "tolerance" -> "share of its rows by which the counts may differ; 0 where it is absent";
      case "max_age" -> "greatest age of the newest value when the batch begins: " + Ages.ALLOWED;
      case "max_ratio" -> "greatest share of the rarer kind; 0.1 where it is absent";
      case "min_ratio" -> "lowest share of rows with a value";
      case "figure" -> "what is measured in every run";
      case "runs" -> "how many runs before count, the newest first; 7 where it is absent";
      case "min_runs" -> "fewest of them; with fewer the rule is SKIPPED; 2 where it is absent";
      case "also_broken" -> "whether runs count in which the figure was refused";
      case "method" -> method(parameter);
      case "threshold" -> "how far is too far, as the method counts it";
      case "baseline" -> "name of the dataset whose last profile is meant; else its own";
      case "from" -> "lower end of the first bin";
      case "to" -> "upper end of the last bin";
      case "whole" -> "whether only whole numbers were counted";
      case "counts" -> "how many lay in each bin, or of each value and last of all others";
      case "severity" -> "critical, error: breaking it is FAILED; warning, info: WARNING";
      case "name" -> "shown instead of the type";
      case "mostly" -> "share of the evaluated rows that must pass; 1.0 where max_failed is absent";
      case "max_failed" -> "rows that may fail; with mostly too, either bound breaks the rule";
      case "warn_mostly" -> "a tighter share: below it WARNING";
      case "warn_max_failed" -> "a tighter number of rows: beyond it WARNING";
      case "where" -> "a boolean SQL expression: only rows where it is true are evaluated";
      default -> throw new IllegalStateException("Cannot say what " + parameter.name() + " means");
    };
  }

  /** Returns the value that stands where the field is absent; null where none does. */
  static @Nullable Object standard(Parameter parameter) {
    if (parameter.required() || parameter.name().equals("nullable")) {
      return null;
    }
    return switch (parameter.kind()) {
      case SEVERITY -> Severity.ERROR.text();
      case MATCH -> RegexMatch.FULL.text();
      case FLAG -> false;
      case TEXT,
          COLUMNS,
          BOUND,
          VALUES,
          COUNT,
          SHARE,
          AMOUNT,
          AGE,
          DTYPE,
          FORMAT,
          OPERATOR,
          FIGURE,
          HISTORY_METHOD,
          OUTLIER_METHOD,
          DRIFT_METHOD,
          SCHEMA ->
          null;
    };
  }

  private static String method(Parameter parameter) {
    return switch (parameter.kind()) {
      case HISTORY_METHOD ->
          "between the lowest and the highest (range, where it is absent), or so far from the mean:"
              + " in its own units, as a share of it, in standard deviations";
      case OUTLIER_METHOD ->
          "beyond the quartiles by so many times their distance (iqr, where it is absent; 1.5), or"
              + " so many standard deviations from the mean (z_score; 3)";
      default ->
          "Kolmogorov and Smirnov's distance (ks; 0.1), the population stability index (psi; 0.2),"
              + " Jensen and Shannon's distance (js; 0.1) or the total variation (tvd; 0.1)";
    };
  }

  private static String least(Parameter parameter) {
    return parameter.kind() == ParameterKind.COUNT
        ? "fewest"
        : "lowest value; dates and times are ISO text";
  }

  private static String most(Parameter parameter) {
    return parameter.kind() == ParameterKind.COUNT
        ? "most"
        : "highest value; dates and times are ISO text";
  }
}
