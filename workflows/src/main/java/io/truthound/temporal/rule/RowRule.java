package io.truthound.temporal.rule;

import org.jspecify.annotations.Nullable;

/** Judges each row by itself, so that tallies of parts add up to the tally of the whole. */
public sealed interface RowRule extends Rule
    permits NotNull,
        InSet,
        NotInSet,
        InRange,
        GreaterThan,
        LessThan,
        Regex,
        NotRegex,
        Length,
        MinLength,
        MaxLength,
        ConditionalNull,
        Expression,
        ColumnPair,
        WellFormed,
        Convertible {

  /** Returns severity, name, tolerance and the filter of rows. */
  RowOptions options();

  /** Returns this rule with other options. */
  RowRule withOptions(RowOptions options);

  @Override
  default RowRule warning() {
    return withSeverity(Severity.WARNING);
  }

  @Override
  default RowRule withSeverity(Severity severity) {
    return withOptions(options().withSeverity(severity));
  }

  @Override
  default RowRule named(String name) {
    return withOptions(options().withName(name));
  }

  /**
   * Returns the same rule, which is kept where at least this share of the evaluated rows passes.
   *
   * @param share 0 to 1 in decimal digits, such as {@code "0.95"}: compared exactly
   */
  default RowRule mostly(String share) {
    return withOptions(options().withTolerance(options().tolerance().withMostly(share)));
  }

  /** Returns the same rule, which is kept where no more rows than these fail. */
  default RowRule maxFailed(long rows) {
    return withOptions(options().withTolerance(options().tolerance().withMaxFailed(rows)));
  }

  /**
   * Returns the same rule, which evaluates only rows of which this is true.
   *
   * @param condition a boolean SQL expression over the columns of the row
   */
  default RowRule where(String condition) {
    return withOptions(options().withWhere(condition));
  }

  @Override
  default Severity severity() {
    return options().severity();
  }

  @Override
  default @Nullable String name() {
    return options().name();
  }
}
