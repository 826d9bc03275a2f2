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
  default Severity severity() {
    return options().severity();
  }

  @Override
  default @Nullable String name() {
    return options().name();
  }
}
