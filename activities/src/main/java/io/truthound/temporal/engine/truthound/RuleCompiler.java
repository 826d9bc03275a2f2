package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.engine.truthound.CompiledRule.Counts;
import io.truthound.temporal.engine.truthound.CompiledRule.Sum;
import io.truthound.temporal.reader.ColumnSql;
import io.truthound.temporal.reader.OpenSource;
import io.truthound.temporal.rule.AggregateRule;
import io.truthound.temporal.rule.ColumnExists;
import io.truthound.temporal.rule.ColumnPair;
import io.truthound.temporal.rule.CompletenessRatio;
import io.truthound.temporal.rule.ConditionalNull;
import io.truthound.temporal.rule.Convertible;
import io.truthound.temporal.rule.CrossTableRowCount;
import io.truthound.temporal.rule.Dtype;
import io.truthound.temporal.rule.Expression;
import io.truthound.temporal.rule.GreaterThan;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.InSet;
import io.truthound.temporal.rule.KeyRule;
import io.truthound.temporal.rule.Length;
import io.truthound.temporal.rule.LessThan;
import io.truthound.temporal.rule.MaxLength;
import io.truthound.temporal.rule.MinLength;
import io.truthound.temporal.rule.MixedType;
import io.truthound.temporal.rule.NotInSet;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.NotRegex;
import io.truthound.temporal.rule.PairOperator;
import io.truthound.temporal.rule.PastRule;
import io.truthound.temporal.rule.Regex;
import io.truthound.temporal.rule.RowCount;
import io.truthound.temporal.rule.RowRule;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.SchemaMatches;
import io.truthound.temporal.rule.SchemaRule;
import io.truthound.temporal.rule.WellFormed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns rules into SQL conditions over an open source. */
final class RuleCompiler {
  private final OpenSource source;
  private final Map<String, DataType> types;
  private final Function<String, RowExpression> expressions;

  /**
   * Creates a compiler.
   *
   * @param source reaches columns
   * @param types the type of each column
   * @param expressions parses a user's expression; it was accepted at planning
   */
  RuleCompiler(
      OpenSource source, Map<String, DataType> types, Function<String, RowExpression> expressions) {
    this.source = source;
    this.types = types;
    this.expressions = expressions;
  }

  /** Returns a rule's conditions, or null where no scan decides it. */
  @Nullable CompiledRule compile(int index, Rule rule) {
    if (rule instanceof SchemaRule) {
      return null;
    }
    Conditions conditions = rule.accept(new ToConditions());
    String filter = rule instanceof RowRule row ? row.options().where() : null;
    if (filter != null) {
      conditions = conditions.filteredBy(expressions.apply(filter), source);
    }
    return new CompiledRule(
        index,
        conditions.present,
        conditions.evaluated.isEmpty() ? null : String.join(" AND ", conditions.evaluated),
        conditions.failed,
        conditions.counts,
        conditions.columns);
  }

  /** Which rows count, and which of them fail; a null failing condition is never true. */
  private record Conditions(
      @Nullable String present,
      List<String> evaluated,
      @Nullable String failed,
      @Nullable Counts counts,
      List<String> columns) {

    Conditions(List<String> evaluated, @Nullable String failed, List<String> columns) {
      this(null, evaluated, failed, null, columns);
    }

    /**
     * Evaluates only the rows that an expression selects. A row on which it fails to evaluate is
     * not passed over in silence: it breaks the rule.
     */
    Conditions filteredBy(RowExpression filter, OpenSource source) {
      List<String> selected = new ArrayList<>(evaluated);
      filter.columns().forEach(name -> selected.addAll(converted(source.column(name))));
      selected.add("(" + filter.selects(source::column) + ")");
      String broken = failed;
      if (broken != null && filter.canFail()) {
        broken = "(" + broken + ") OR " + filter.fails(source::column);
        if (present != null) {
          broken = present + " IS NOT NULL AND (" + broken + ")";
        }
      }
      return new Conditions(present, selected, broken, null, columns);
    }
  }

  private final class ToConditions implements Rule.Visitor<Conditions> {

    @Override
    public Conditions notNull(NotNull rule) {
      return missing(rule.column());
    }

    @Override
    public Conditions inSet(InSet rule) {
      return typeOf(rule.column()).textual()
          ? textSet(rule.column(), rule.values(), true)
          : onValue(rule.column(), value -> "NOT " + among(value, rule.column(), rule.values()));
    }

    @Override
    public Conditions notInSet(NotInSet rule) {
      return typeOf(rule.column()).textual()
          ? textSet(rule.column(), rule.values(), false)
          : onValue(rule.column(), value -> among(value, rule.column(), rule.values()));
    }

    @Override
    public Conditions inRange(InRange rule) {
      return range(rule.column(), rule.min(), rule.strictMin(), rule.max(), rule.strictMax());
    }

    @Override
    public Conditions greaterThan(GreaterThan rule) {
      return range(rule.column(), rule.value(), true, null, false);
    }

    @Override
    public Conditions lessThan(LessThan rule) {
      return range(rule.column(), null, false, rule.value(), true);
    }

    @Override
    public Conditions regex(Regex rule) {
      return onValue(
          rule.column(), value -> "NOT " + Patterns.matches(value, rule.pattern(), rule.match()));
    }

    @Override
    public Conditions notRegex(NotRegex rule) {
      return onValue(rule.column(), value -> Patterns.matches(value, rule.pattern(), rule.match()));
    }

    @Override
    public Conditions length(Length rule) {
      return length(rule.column(), rule.minLength(), rule.maxLength());
    }

    @Override
    public Conditions minLength(MinLength rule) {
      return length(rule.column(), rule.minLength(), null);
    }

    @Override
    public Conditions maxLength(MaxLength rule) {
      return length(rule.column(), null, rule.maxLength());
    }

    @Override
    public Conditions conditionalNull(ConditionalNull rule) {
      ColumnSql column = source.column(rule.column());
      RowExpression condition = expressions.apply(rule.condition());
      return new Conditions(converted(column), column.isNull(), shown(rule.columns(), condition))
          .filteredBy(condition, source);
    }

    @Override
    public Conditions expression(Expression rule) {
      RowExpression expression = expressions.apply(rule.expression());
      List<String> evaluated = new ArrayList<>();
      expression.columns().forEach(column -> evaluated.addAll(converted(source.column(column))));
      return new Conditions(
          evaluated, expression.isBroken(source::column), shown(List.of(), expression));
    }

    @Override
    public Conditions columnPair(ColumnPair rule) {
      ColumnSql a = source.column(rule.a());
      ColumnSql b = source.column(rule.b());
      List<String> evaluated = List.of(a.value() + " IS NOT NULL", b.value() + " IS NOT NULL");
      String broken =
          PairComparison.broken(
              a.value(), typeOf(rule.a()), rule.op(), b.value(), typeOf(rule.b()));
      String nan = anyNan(rule.a(), rule.b());
      // Like IEEE 754: NaN is unequal to everything and neither less nor greater.
      String failed =
          nan == null
              ? broken
              : rule.op() == PairOperator.NOT_EQUAL
                  ? "(" + broken + ") AND NOT (" + nan + ")"
                  : "(" + broken + ") OR (" + nan + ")";
      return new Conditions(evaluated, failed, rule.columns());
    }

    @Override
    public Conditions wellFormed(WellFormed rule) {
      return new Conditions(List.of(), null, List.of());
    }

    @Override
    public Conditions convertible(Convertible rule) {
      ColumnSql column = source.column(rule.column());
      String text = "count(" + column.raw() + ")";
      return new Conditions(
          null,
          List.of("NOT (" + column.isNull() + ")"),
          column.inconvertible(),
          new Counts(Sum.of(text), Sum.of(text).minus("count(" + column.value() + ")")),
          rule.columns());
    }

    @Override
    public Conditions columnExists(ColumnExists rule) {
      throw new IllegalStateException("Planning decides " + rule.type());
    }

    @Override
    public Conditions dtype(Dtype rule) {
      throw new IllegalStateException("Planning decides " + rule.type());
    }

    @Override
    public Conditions schemaMatches(SchemaMatches rule) {
      throw new IllegalStateException("Planning decides " + rule.type());
    }

    @Override
    public Conditions rowCount(RowCount rule) {
      return new Conditions(List.of(), null, List.of());
    }

    @Override
    public Conditions completenessRatio(CompletenessRatio rule) {
      return missing(rule.column());
    }

    /** A number is told from other text by its first character before the pattern is tried. */
    @Override
    public Conditions mixedType(MixedType rule) {
      String value = source.column(rule.column()).value();
      return new Conditions(
          List.of(value + " IS NOT NULL", TextLooks.notBlank(value)),
          "CASE WHEN %s < ':' THEN regexp_full_match(%s, '[[:space:]]*%s[[:space:]]*') ELSE FALSE END"
              .formatted(value, value, MixedType.NUMBER),
          rule.columns());
    }

    /** No row breaks it; counting its values makes sure that the scan can read them. */
    @Override
    public Conditions aggregate(AggregateRule rule) {
      String value = source.column(rule.column()).value();
      Counts counts = new Counts(Sum.of("count(" + value + ")"), new Sum(List.of(), List.of()));
      return new Conditions(value, List.of(), null, counts, rule.columns());
    }

    @Override
    public Conditions crossTableRowCount(CrossTableRowCount rule) {
      return new Conditions(List.of(), null, List.of());
    }

    @Override
    public Conditions past(PastRule rule) {
      throw new IllegalStateException("Planning has not settled the rule " + rule.type());
    }

    /** Its keys are counted later; the scan makes sure that it can read them. */
    @Override
    public Conditions key(KeyRule rule) {
      List<String> values =
          rule.columns().stream().map(name -> source.column(name).value()).toList();
      String keys =
          values.size() == 1
              ? "count(" + values.get(0) + ")"
              : values.stream()
                  .map(value -> value + " IS NOT NULL")
                  .collect(Collectors.joining(" AND ", "count_if(", ")"));
      Counts counts = new Counts(Sum.ofNothing(keys), new Sum(List.of(), List.of()));
      return new Conditions(values.get(0), List.of(), null, counts, rule.columns());
    }

    /** Fails where there is no value; text that is no value of the type is not evaluated. */
    private Conditions missing(String name) {
      ColumnSql column = source.column(name);
      String present = "count(" + column.raw() + ")";
      Sum all = Sum.of("count(*)");
      Sum evaluated =
          column.inconvertible() == null
              ? all
              : all.minus(present).plus("count(" + column.value() + ")");
      return new Conditions(
          null,
          converted(column),
          column.isNull(),
          new Counts(evaluated, all.minus(present)),
          List.of(name));
    }

    private Conditions range(
        String name,
        @Nullable Object min,
        boolean strictMin,
        @Nullable Object max,
        boolean strictMax) {
      DataType type = typeOf(name);
      return onValue(
          name,
          value -> {
            List<String> outside = new ArrayList<>();
            if (min != null) {
              outside.add(Bounds.below(value, type, min, strictMin));
            }
            if (max != null) {
              outside.add(Bounds.above(value, type, max, strictMax));
            }
            if (type.floating() && max == null) {
              outside.add("isnan(" + value + ")"); // DuckDB's order puts NaN above any bound
            }
            return String.join(" OR ", outside);
          });
    }

    /**
     * Counts characters only where the number of bytes leaves it open: a character has 1 to 4 bytes
     * of UTF-8, and their number is at hand, while characters are found by reading the text.
     */
    private Conditions length(String name, @Nullable Long min, @Nullable Long max) {
      return onValue(
          name,
          value -> {
            List<String> outside = new ArrayList<>();
            if (min != null) {
              outside.add(
                  onlyIf("strlen(" + value + ") // 4 < " + min, "length(" + value + ") < " + min));
            }
            if (max != null) {
              outside.add(
                  onlyIf("strlen(" + value + ") > " + max, "length(" + value + ") > " + max));
            }
            return String.join(" OR ", outside);
          });
    }

    /** Evaluates a condition only where another holds; elsewhere it is false. */
    private static String onlyIf(String cheap, String exact) {
      return "CASE WHEN " + cheap + " THEN " + exact + " ELSE false END";
    }

    private Conditions onValue(String name, Function<String, String> failed) {
      String value = source.column(name).value();
      String broken = "(" + failed.apply(value) + ")";
      // Cheaper than a filter, which is made for conditions that must not meet every row.
      Counts counts =
          new Counts(Sum.of("count(" + value + ")"), Sum.of("count_if(" + broken + ")"));
      return new Conditions(value, List.of(), broken, counts, List.of(name));
    }

    /**
     * Holds text against a set by its place there. DuckDB asks a function once for each entry of a
     * dictionary, but {@code IN} once for each row.
     */
    private Conditions textSet(String name, List<Object> members, boolean allowed) {
      String value = source.column(name).value();
      String place =
          members.stream()
              .map(member -> Bounds.member(member, typeOf(name)))
              .collect(Collectors.joining(", ", "list_position([", "], " + value + ")"));
      Sum present = Sum.of("count(" + value + ")");
      String found = "count(" + place + ")";
      return new Conditions(
          value,
          List.of(),
          allowed
              ? "(" + value + " IS NOT NULL AND " + place + " IS NULL)"
              : "(" + place + " IS NOT NULL)",
          new Counts(present, allowed ? present.minus(found) : Sum.of(found)),
          List.of(name));
    }

    private String among(String value, String name, List<Object> members) {
      String list =
          members.stream()
              .map(member -> Bounds.member(member, typeOf(name)))
              .filter(literal -> literal != null)
              .collect(Collectors.joining(", "));
      return list.isEmpty() ? "(" + Bounds.never(value) + ")" : "(" + value + " IN (" + list + "))";
    }

    private @Nullable String anyNan(String... names) {
      List<String> conditions = new ArrayList<>();
      for (String name : names) {
        if (typeOf(name).floating()) {
          conditions.add("isnan(" + source.column(name).value() + ")");
        }
      }
      return conditions.isEmpty() ? null : String.join(" OR ", conditions);
    }

    private static List<String> shown(List<String> columns, RowExpression expression) {
      List<String> shown = new ArrayList<>(columns);
      expression.columns().stream().filter(name -> !shown.contains(name)).forEach(shown::add);
      return shown;
    }
  }

  private static List<String> converted(ColumnSql column) {
    return column.inconvertible() == null
        ? List.of()
        : List.of("NOT (" + column.inconvertible() + ")");
  }

  private DataType typeOf(String column) {
    DataType type = types.get(column);
    if (type == null) {
      throw new IllegalStateException("The plan has no column " + column);
    }
    return type;
  }
}
