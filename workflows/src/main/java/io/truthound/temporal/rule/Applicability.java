package io.truthound.temporal.rule;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says why a rule cannot apply to the columns of a schema; empty where it can. */
final class Applicability implements Rule.Visitor<Optional<String>> {
  private final Schema schema;

  Applicability(Schema schema) {
    this.schema = schema;
  }

  @Override
  public Optional<String> notNull(NotNull rule) {
    return exists(rule.column());
  }

  @Override
  public Optional<String> inSet(InSet rule) {
    return members(rule.column(), rule.values());
  }

  @Override
  public Optional<String> notInSet(NotInSet rule) {
    return members(rule.column(), rule.values());
  }

  @Override
  public Optional<String> inRange(InRange rule) {
    Column column = schema.column(rule.column());
    boolean strict = rule.strictMin() || rule.strictMax();
    return ordered(column).or(() -> within(rule, column, rule.min(), rule.max(), strict));
  }

  @Override
  public Optional<String> greaterThan(GreaterThan rule) {
    Column column = schema.column(rule.column());
    return ordered(column).or(() -> bound(column, "value", rule.value()));
  }

  @Override
  public Optional<String> lessThan(LessThan rule) {
    Column column = schema.column(rule.column());
    return ordered(column).or(() -> bound(column, "value", rule.value()));
  }

  @Override
  public Optional<String> regex(Regex rule) {
    return textual(rule.column());
  }

  @Override
  public Optional<String> notRegex(NotRegex rule) {
    return textual(rule.column());
  }

  @Override
  public Optional<String> length(Length rule) {
    return textual(rule.column());
  }

  @Override
  public Optional<String> minLength(MinLength rule) {
    return textual(rule.column());
  }

  @Override
  public Optional<String> maxLength(MaxLength rule) {
    return textual(rule.column());
  }

  @Override
  public Optional<String> conditionalNull(ConditionalNull rule) {
    return exists(rule.column());
  }

  @Override
  public Optional<String> expression(Expression rule) {
    return Optional.empty();
  }

  @Override
  public Optional<String> columnPair(ColumnPair rule) {
    Column a = schema.column(rule.a());
    Column b = schema.column(rule.b());
    if (comparable(a.type(), b.type(), rule.op())) {
      return Optional.empty();
    }
    return Optional.of(
        described(a) + " and " + described(b) + " cannot be compared by " + rule.op().text());
  }

  @Override
  public Optional<String> wellFormed(WellFormed rule) {
    return Optional.empty();
  }

  @Override
  public Optional<String> convertible(Convertible rule) {
    return exists(rule.column());
  }

  @Override
  public Optional<String> columnExists(ColumnExists rule) {
    return Optional.empty();
  }

  @Override
  public Optional<String> dtype(Dtype rule) {
    return Optional.empty();
  }

  @Override
  public Optional<String> schemaMatches(SchemaMatches rule) {
    return Optional.empty();
  }

  @Override
  public Optional<String> rowCount(RowCount rule) {
    return Optional.empty();
  }

  @Override
  public Optional<String> completenessRatio(CompletenessRatio rule) {
    return exists(rule.column());
  }

  @Override
  public Optional<String> mixedType(MixedType rule) {
    return textual(rule.column());
  }

  @Override
  public Optional<String> aggregate(AggregateRule rule) {
    return rule.accept(new Measurable());
  }

  @Override
  public Optional<String> key(KeyRule rule) {
    return rule.columns().stream()
        .map(schema::column)
        .filter(column -> column.type().kind() == Kind.OTHER)
        .findFirst()
        .map(Applicability::notFlat);
  }

  @Override
  public Optional<String> crossTableRowCount(CrossTableRowCount rule) {
    return Optional.empty();
  }

  @Override
  public Optional<String> past(PastRule rule) {
    return rule.accept(new AgainstThePast());
  }

  private static String notFlat(Column column) {
    return described(column) + " (allowed: every flat type)";
  }

  /** Says which columns can be held against the past. */
  private final class AgainstThePast implements PastRule.Visitor<Optional<String>> {

    @Override
    public Optional<String> againstHistory(AgainstHistory rule) {
      String name = rule.column();
      if (name == null) {
        return Optional.empty();
      }
      Column column = schema.column(name);
      if (rule.figure().ofNumbers()) {
        return numbers(column);
      }
      return column.type().kind() == Kind.OTHER ? Optional.of(notFlat(column)) : Optional.empty();
    }

    @Override
    public Optional<String> outlier(Outlier rule) {
      return numbers(schema.column(rule.column()));
    }

    @Override
    public Optional<String> drift(Drift rule) {
      Column column = schema.column(rule.column());
      return rule.method() == DriftMethod.KS ? numbers(column) : distributed(column);
    }
  }

  private static Optional<String> numbers(Column column) {
    return column.type().numeric()
        ? Optional.empty()
        : Optional.of(described(column) + " (allowed: numbers)");
  }

  private static Optional<String> distributed(Column column) {
    boolean each = column.type().textual() || column.type().kind() == Kind.BOOL;
    return each || column.type().numeric()
        ? Optional.empty()
        : Optional.of(described(column) + " (allowed: numbers, string and bool)");
  }

  /** Says which columns can be measured how. */
  private final class Measurable implements AggregateRule.Visitor<Optional<String>> {

    @Override
    public Optional<String> mean(Mean rule) {
      return numbers(rule, rule.min(), rule.max());
    }

    @Override
    public Optional<String> std(Std rule) {
      return numbers(rule, rule.min(), rule.max());
    }

    @Override
    public Optional<String> sum(Sum rule) {
      return numbers(rule, rule.min(), rule.max());
    }

    @Override
    public Optional<String> min(Min rule) {
      return ranked(rule, rule.min(), rule.max());
    }

    @Override
    public Optional<String> max(Max rule) {
      return ranked(rule, rule.min(), rule.max());
    }

    @Override
    public Optional<String> median(Median rule) {
      return numbers(rule, rule.min(), rule.max());
    }

    @Override
    public Optional<String> quantile(Quantile rule) {
      return numbers(rule, rule.min(), rule.max());
    }

    @Override
    public Optional<String> distinctCount(DistinctCount rule) {
      Column column = schema.column(rule.column());
      return column.type().kind() == Kind.OTHER ? Optional.of(notFlat(column)) : Optional.empty();
    }

    @Override
    public Optional<String> freshness(Freshness rule) {
      Column column = schema.column(rule.column());
      return switch (column.type().kind()) {
        case DATE, TIMESTAMP, TIMESTAMP_TZ -> Optional.empty();
        default -> Optional.of(described(column) + " (allowed: dates and timestamps)");
      };
    }

    @Override
    public Optional<String> profileDistance(ProfileDistance rule) {
      Column column = schema.column(rule.column());
      if (rule.ofNumbers() != column.type().numeric()) {
        return Optional.of(
            described(column)
                + ", and was "
                + (rule.ofNumbers() ? "a number" : "none")
                + " when it was profiled");
      }
      return distributed(column);
    }

    private Optional<String> numbers(
        AggregateRule rule, @Nullable Object min, @Nullable Object max) {
      Column column = schema.column(rule.column());
      return column.type().numeric()
          ? within(rule, column, min, max)
          : Optional.of(described(column) + " (allowed: numbers)");
    }

    private Optional<String> ranked(
        AggregateRule rule, @Nullable Object min, @Nullable Object max) {
      Column column = schema.column(rule.column());
      return column.type().numeric() || column.type().temporal()
          ? within(rule, column, min, max)
          : Optional.of(described(column) + " (allowed: numbers, dates and times)");
    }
  }

  private Optional<String> exists(String name) {
    schema.column(name);
    return Optional.empty();
  }

  private Optional<String> textual(String name) {
    Column column = schema.column(name);
    return column.type().textual()
        ? Optional.empty()
        : Optional.of(described(column) + " (allowed: string)");
  }

  private Optional<String> members(String name, List<Object> values) {
    Column column = schema.column(name);
    Kind kind = column.type().kind();
    if (kind == Kind.BINARY || kind == Kind.INTERVAL || kind == Kind.OTHER) {
      return Optional.of(
          described(column) + " (allowed: string, bool, uuid, numbers, dates and times)");
    }
    return values.stream()
        .filter(value -> TypedLiteral.member(column.type(), value).isEmpty())
        .findFirst()
        .map(value -> mismatch(column, "values", value));
  }

  private static Optional<String> ordered(Column column) {
    if (column.type().numeric() || column.type().temporal()) {
      return Optional.empty();
    }
    String on = column.type().textual() ? "range on text: " : "";
    return Optional.of(on + described(column) + " (allowed: numbers, dates and times)");
  }

  private static Optional<String> within(
      Rule rule, Column column, @Nullable Object min, @Nullable Object max) {
    return within(rule, column, min, max, false);
  }

  private static Optional<String> within(
      Rule rule, Column column, @Nullable Object min, @Nullable Object max, boolean strict) {
    Optional<String> problem = bound(column, "min", min).or(() -> bound(column, "max", max));
    if (problem.isEmpty() && min != null && max != null) {
      crossed(rule.type(), column.type(), min, max, strict);
    }
    return problem;
  }

  private static Optional<String> bound(Column column, String field, @Nullable Object literal) {
    boolean fits = literal == null || TypedLiteral.bound(column.type(), literal).isPresent();
    return fits ? Optional.empty() : Optional.of(mismatch(column, field, literal));
  }

  /** All bounds of one type are of one class, so that the order of their own applies. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static void crossed(String rule, DataType type, Object min, Object max, boolean strict) {
    Comparable low = TypedLiteral.bound(type, min).orElseThrow();
    Comparable high = TypedLiteral.bound(type, max).orElseThrow();
    Checks.order(rule, low, high, strict);
  }

  private static boolean comparable(DataType a, DataType b, PairOperator op) {
    if (a.kind() == Kind.OTHER || b.kind() == Kind.OTHER) {
      return false;
    } else if (a.numeric() && b.numeric()) {
      return true;
    } else if (a.kind() != b.kind()) {
      return dateOrTimestamp(a) && dateOrTimestamp(b);
    }
    return a.textual() || a.temporal() || !op.ordered();
  }

  private static boolean dateOrTimestamp(DataType type) {
    return type.kind() == Kind.DATE || type.kind() == Kind.TIMESTAMP;
  }

  private static String mismatch(Column column, String field, @Nullable Object literal) {
    return Problems.illTyped(field, literal, TypedLiteral.words(column.type()))
        + "; "
        + described(column);
  }

  private static String described(Column column) {
    return "column " + Problems.quote(column.name()) + " is " + column.type();
  }
}
