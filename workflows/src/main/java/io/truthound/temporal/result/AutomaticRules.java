package io.truthound.temporal.result;

import io.truthound.temporal.config.SampleValues;
import io.truthound.temporal.config.Showing;
import io.truthound.temporal.rule.ColumnExists;
import io.truthound.temporal.rule.Dtype;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.InSet;
import io.truthound.temporal.rule.MaxLength;
import io.truthound.temporal.rule.MinLength;
import io.truthound.temporal.rule.MixedType;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.ProfileDistance;
import io.truthound.temporal.rule.Regex;
import io.truthound.temporal.rule.RowOptions;
import io.truthound.temporal.rule.RowRule;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import io.truthound.temporal.rule.SchemaColumn;
import io.truthound.temporal.rule.SchemaMatches;
import io.truthound.temporal.rule.Severity;
import io.truthound.temporal.rule.Tolerance;
import io.truthound.temporal.rule.Unique;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes rules of a schema: each is named as automatic, with what it was derived from. */
public final class AutomaticRules {
  /** What the name of every automatic rule begins with. */
  public static final String PREFIX = "automatic: ";

  /** Stands for values that are not told. */
  private static final String LEFT_OUT = "(left out)";

  private final List<Rule> rules = new ArrayList<>();
  private final SampleValues shown;

  private AutomaticRules(SampleValues shown) {
    this.shown = shown;
  }

  /**
   * Returns the rules that hold data against a schema, of at least one column with a name. A column
   * that is missing is critical; another type, nulls and duplicates where there were none are
   * errors, and nulls in more than half of such a column are critical; values beyond the ends or
   * outside the set warn, and so do those that a word of the column's name speaks against, and text
   * of which 10 to 90 % are numbers; further columns and other lengths are infos.
   */
  public static RuleSet of(LearnedSchema schema) {
    return of(schema, SampleValues.FULL);
  }

  /**
   * Returns the same rules, whose names tell of ends that the data has only where values are shown
   * in full.
   */
  public static RuleSet of(LearnedSchema schema, SampleValues shown) {
    AutomaticRules automatic = new AutomaticRules(shown);
    List<LearnedColumn> named =
        schema.columns().stream().filter(column -> !column.name().isEmpty()).toList();
    named.forEach(automatic::column);
    automatic.rules.add(
        new SchemaMatches(
            named.stream().map(column -> new SchemaColumn(column.name(), null, null)).toList(),
            true,
            Severity.INFO,
            PREFIX + "the schema has these columns alone"));
    return new RuleSet(automatic.rules);
  }

  /**
   * Returns an automatic rule, or one that was made of a profile, without the values that may not
   * be shown; others as they are.
   */
  public static Rule shown(Rule rule, SampleValues shown) {
    if (rule instanceof ProfileDistance distance && shown.of(distance.column()) != Showing.FULL) {
      return withoutValues(distance);
    }
    String name = rule.name();
    if (name == null || !name.startsWith(PREFIX)) {
      return rule;
    }
    if (rule instanceof InSet set && shown.of(set.column()) != Showing.FULL) {
      return withoutValues(set);
    }
    return rule instanceof InRange range && shown.of(range.column()) != Showing.FULL
        ? new InRange(range.column(), LEFT_OUT, null).withOptions(range.options())
        : rule;
  }

  /** Returns an automatic rule as workflow history may hold it: without sets of values either. */
  public static Rule forHistory(Rule rule, SampleValues shown) {
    Rule allowed = shown(rule, shown);
    String name = rule.name();
    return allowed instanceof InSet set && name != null && name.startsWith(PREFIX)
        ? withoutValues(set)
        : allowed;
  }

  private static Rule withoutValues(ProfileDistance distance) {
    return new ProfileDistance(
        distance.column(),
        distance.method(),
        distance.threshold(),
        null,
        null,
        distance.whole(),
        List.of(),
        List.of(distance.counts().stream().mapToLong(Long::longValue).sum()),
        distance.severity(),
        distance.name());
  }

  private static Rule withoutValues(InSet set) {
    return new InSet(set.column(), List.of(LEFT_OUT), set.options());
  }

  private void column(LearnedColumn column) {
    String name = column.name();
    rules.add(new ColumnExists(name, Severity.CRITICAL, PREFIX + "the schema has this column"));
    column.rules().forEach(rule -> rules.add(derived(rule, shown.of(name))));
    if (!column.nullable()) {
      rules.add(
          new NotNull(name)
              .withOptions(
                  options(Severity.CRITICAL, "no null in the schema, here not more than half")
                      .withTolerance(Tolerance.mostly("0.5"))));
    }
    if (column.type() != null && column.type().textual()) {
      rules.add(
          new MixedType(
              name, null, Severity.WARNING, PREFIX + "a column of text has numbers or other text"));
    }
    NamedBounds.of(column)
        .ifPresent(
            found ->
                rules.add(
                    new InRange(name, found.min(), found.max())
                        .withOptions(
                            options(
                                Severity.WARNING,
                                "its name says "
                                    + found.word()
                                    + ", "
                                    + range(found.min(), found.max())))));
  }

  /** Gives a rule of the schema its severity and name. */
  private static Rule derived(Rule rule, Showing showing) {
    if (rule instanceof Dtype dtype) {
      return new Dtype(
          dtype.column(), dtype.dtype(), Severity.ERROR, PREFIX + dtype.dtype() + " in the schema");
    }
    if (rule instanceof Unique unique) {
      return new Unique(
          unique.columns(),
          Tolerance.STRICT,
          Severity.ERROR,
          PREFIX + "no duplicate in the schema");
    }
    RowRule row = (RowRule) rule;
    RowOptions options = options(row, showing);
    return row.withOptions(options.withTolerance(row.options().tolerance()));
  }

  private static RowOptions options(RowRule rule, Showing showing) {
    if (rule instanceof NotNull) {
      return options(Severity.ERROR, "no null in the schema");
    }
    if (rule instanceof InRange range) {
      return options(
          Severity.WARNING,
          showing == Showing.FULL
              ? range(range.min(), range.max()) + " in the schema"
              : "the schema's range");
    }
    if (rule instanceof InSet set) {
      int size = set.values().size();
      return options(
          Severity.WARNING,
          size == 1 ? "one value in the schema" : "one of " + size + " values in the schema");
    }
    if (rule instanceof Regex) {
      return options(Severity.WARNING, "the schema's pattern");
    }
    if (rule instanceof MinLength length) {
      return options(Severity.INFO, "no shorter text in the schema than " + length.minLength());
    }
    if (rule instanceof MaxLength length) {
      return options(Severity.INFO, "no longer text in the schema than " + length.maxLength());
    }
    throw new IllegalStateException("A schema has no rule " + rule.type());
  }

  private static String range(@Nullable Object min, @Nullable Object max) {
    if (min == null || max == null) {
      return min == null ? shown(max) + " or less" : shown(min) + " or more";
    }
    return shown(min) + " to " + shown(max);
  }

  private static String shown(@Nullable Object bound) {
    return bound instanceof BigDecimal number && number.scale() <= 20
        ? number.toPlainString()
        : String.valueOf(bound);
  }

  private static RowOptions options(Severity severity, String from) {
    return RowOptions.DEFAULT.withSeverity(severity).withName(PREFIX + from);
  }
}
