package io.truthound.temporal.reference;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DataType.Kind;
import io.truthound.temporal.rule.ColumnExists;
import io.truthound.temporal.rule.ColumnPair;
import io.truthound.temporal.rule.CompletenessRatio;
import io.truthound.temporal.rule.ConditionalNull;
import io.truthound.temporal.rule.CrossTableRowCount;
import io.truthound.temporal.rule.DistinctCount;
import io.truthound.temporal.rule.Dtype;
import io.truthound.temporal.rule.ExactDistinctCount;
import io.truthound.temporal.rule.Expression;
import io.truthound.temporal.rule.Freshness;
import io.truthound.temporal.rule.GreaterThan;
import io.truthound.temporal.rule.InRange;
import io.truthound.temporal.rule.InSet;
import io.truthound.temporal.rule.Length;
import io.truthound.temporal.rule.LessThan;
import io.truthound.temporal.rule.Max;
import io.truthound.temporal.rule.MaxLength;
import io.truthound.temporal.rule.Mean;
import io.truthound.temporal.rule.Median;
import io.truthound.temporal.rule.Min;
import io.truthound.temporal.rule.MinLength;
import io.truthound.temporal.rule.MixedType;
import io.truthound.temporal.rule.NotInSet;
import io.truthound.temporal.rule.NotNull;
import io.truthound.temporal.rule.NotRegex;
import io.truthound.temporal.rule.PairOperator;
import io.truthound.temporal.rule.Quantile;
import io.truthound.temporal.rule.ReferentialIntegrity;
import io.truthound.temporal.rule.Regex;
import io.truthound.temporal.rule.RegexMatch;
import io.truthound.temporal.rule.RowCount;
import io.truthound.temporal.rule.RowOptions;
import io.truthound.temporal.rule.RowRule;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.Severity;
import io.truthound.temporal.rule.Std;
import io.truthound.temporal.rule.Sum;
import io.truthound.temporal.rule.Tolerance;
import io.truthound.temporal.rule.Unique;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** Makes random rules of every type that a table's columns allow. */
public final class RandomRules {
  private static final int TYPES = 29;
  private static final List<String> PATTERNS =
      List.of("[A-Z]{3}", "A", "ABC|abc", "(?i)abc", ".*", "it's", "[0-9]+", "^a", "B|c", "e.");

  private final Random random;
  private final Table table;
  private final ReferenceEngine engine;
  private final String reference;

  private RandomRules(Random random, Table table, ReferenceEngine engine, String reference) {
    this.random = random;
    this.table = table;
    this.engine = engine;
    this.reference = reference;
  }

  /**
   * Makes rules.
   *
   * @param engine hears what their expressions mean
   * @param reference another dataset, of the same columns
   */
  public static List<Rule> of(
      Random random, Table table, ReferenceEngine engine, String reference) {
    RandomRules rules = new RandomRules(random, table, engine, reference);
    List<Rule> some = new ArrayList<>();
    while (some.size() < 6) {
      Rule rule = rules.rule(random.nextInt(TYPES));
      if (rule != null) {
        some.add(rule instanceof RowRule row ? rules.withOptions(row) : rule);
      }
    }
    return some;
  }

  private RowRule withOptions(RowRule rule) {
    RowOptions options = RowOptions.DEFAULT.withSeverity(severity()).withTolerance(tolerance());
    if (random.nextInt(3) == 0) {
      options = options.withWhere(formula());
    }
    return rule.withOptions(options);
  }

  private Tolerance tolerance() {
    BigDecimal half = new BigDecimal("0.5");
    return pick(
        List.of(
            Tolerance.STRICT,
            Tolerance.STRICT,
            Tolerance.mostly("0.9"),
            Tolerance.mostly("0.3333333333333333"),
            Tolerance.maxFailed(3),
            new Tolerance(half, 5L, new BigDecimal("0.8"), 1L),
            new Tolerance(half, null, new BigDecimal("0.9"), null)));
  }

  /** Returns a rule of a type; null where no column is of a kind for it. */
  private Rule rule(int type) {
    return switch (type) {
      case 0 -> new NotNull(any());
      case 1, 2 -> set(type == 1);
      case 3, 4 -> range();
      case 5, 6 -> compare(type == 5);
      case 7, 8 -> pattern(type == 7);
      case 9, 10, 11 -> length(type);
      case 12 -> new ConditionalNull(any(), formula());
      case 13 -> new Expression(formula());
      case 14, 15 -> pair();
      case 16 ->
          new RowCount((long) random.nextInt(40), 40L + random.nextInt(80), severity(), null);
      case 27 -> mixed();
      case 17 -> new CompletenessRatio(any(), new BigDecimal(pick(List.of("0.5", "0.85", "1"))));
      case 18, 19, 20, 21 -> measure(type);
      case 22 -> new Unique(key(), tolerance(), severity(), null);
      case 23 -> new ExactDistinctCount(any(), (long) random.nextInt(5), 9L);
      case 24 -> new DistinctCount(any(), null, (long) random.nextInt(9));
      case 25 -> new ReferentialIntegrity(key(), reference, null, null, severity(), null);
      case 26 -> new CrossTableRowCount(reference, null, new BigDecimal("0.5"), severity(), null);
      default -> schema();
    };
  }

  private Rule schema() {
    Column column = pick(table.columns());
    return random.nextBoolean()
        ? new ColumnExists(random.nextBoolean() ? column.name() : "missing")
        : new Dtype(column.name(), random.nextBoolean() ? column.type() : DataType.of(Kind.INT8));
  }

  private List<String> key() {
    List<String> names = new ArrayList<>(table.names());
    java.util.Collections.shuffle(names, random);
    return List.copyOf(names.subList(0, 1 + random.nextInt(2)));
  }

  private Rule set(boolean in) {
    String column = one(type -> type.kind() != Kind.BINARY);
    if (column == null) {
      return null;
    }
    List<Object> members = new ArrayList<>();
    for (int at = 0; at <= random.nextInt(4); at++) {
      members.add(literal(table.type(column)));
    }
    return in ? new InSet(column, members) : new NotInSet(column, members);
  }

  private Rule range() {
    String column = one(type -> type.numeric() || type.temporal());
    if (column == null) {
      return null;
    }
    Object one = literal(table.type(column));
    Object other = literal(table.type(column));
    int order = compareBounds(table.type(column), one, other);
    Object low = order <= 0 ? one : other;
    Object high = order <= 0 ? other : one;
    boolean open = random.nextInt(3) == 0;
    boolean strict = order != 0 && random.nextBoolean();
    boolean lower = random.nextBoolean();
    return new InRange(
        column,
        open && !lower ? null : low,
        open && lower ? null : high,
        strict && !(open && !lower),
        strict && !(open && lower),
        RowOptions.DEFAULT);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static int compareBounds(DataType type, Object one, Object other) {
    return ((Comparable) io.truthound.temporal.rule.TypedLiteral.bound(type, one).orElseThrow())
        .compareTo(io.truthound.temporal.rule.TypedLiteral.bound(type, other).orElseThrow());
  }

  private Rule compare(boolean greater) {
    String column = one(type -> type.numeric() || type.temporal());
    if (column == null) {
      return null;
    }
    Object bound = literal(table.type(column));
    return greater
        ? new GreaterThan(column, bound, RowOptions.DEFAULT)
        : new LessThan(column, bound, RowOptions.DEFAULT);
  }

  private Rule mixed() {
    String column = one(DataType::textual);
    return column == null
        ? null
        : new MixedType(
            column, pick(List.of(new BigDecimal("0"), new BigDecimal("0.3"))), severity(), null);
  }

  private Rule pattern(boolean must) {
    String column = one(DataType::textual);
    if (column == null) {
      return null;
    }
    RegexMatch match = pick(List.of(RegexMatch.values()));
    return must
        ? new Regex(column, pick(PATTERNS), match, RowOptions.DEFAULT)
        : new NotRegex(column, pick(PATTERNS), match, RowOptions.DEFAULT);
  }

  private Rule length(int type) {
    String column = one(DataType::textual);
    if (column == null) {
      return null;
    }
    long min = random.nextInt(5);
    return switch (type) {
      case 9 -> new Length(column, min, min + random.nextInt(4));
      case 10 -> new MinLength(column, min, RowOptions.DEFAULT);
      default -> new MaxLength(column, min, RowOptions.DEFAULT);
    };
  }

  private Rule pair() {
    Column a = pick(table.columns());
    List<Column> others =
        table.columns().stream().filter(b -> comparable(a.type(), b.type())).toList();
    if (others.isEmpty()) {
      return null;
    }
    List<PairOperator> operators = new ArrayList<>(List.of(PairOperator.values()));
    if (!a.type().numeric() && !a.type().temporal() && !a.type().textual()) {
      operators.removeIf(PairOperator::ordered);
    }
    return new ColumnPair(a.name(), pick(others).name(), pick(operators));
  }

  private static boolean comparable(DataType a, DataType b) {
    boolean moments = List.of(Kind.DATE, Kind.TIMESTAMP).containsAll(List.of(a.kind(), b.kind()));
    return a.kind() == b.kind() || (a.numeric() && b.numeric()) || moments;
  }

  private Rule measure(int type) {
    String number = one(DataType::numeric);
    if (number != null && type != 21) {
      Object bound = new BigDecimal(pick(List.of("0", "1.5", "-5", "100", "0.1")));
      return switch (random.nextInt(7)) {
        case 0 -> new Mean(number, bound, null, severity(), null);
        case 1 -> new Std(number, null, bound, severity(), null);
        case 2 -> new Sum(number, bound, null, severity(), null);
        case 3 -> new Min(number, bound, null, severity(), null);
        case 4 -> new Max(number, null, bound, severity(), null);
        case 5 -> new Median(number, bound, null, severity(), null);
        default ->
            new Quantile(
                number,
                new BigDecimal(pick(List.of("0", "0.1", "0.75", "1"))),
                bound,
                null,
                severity(),
                null);
      };
    }
    String moment = one(DataType::temporal);
    if (moment == null) {
      return null;
    }
    boolean time = table.type(moment).kind() == Kind.TIME;
    return switch (random.nextInt(time ? 2 : 3)) {
      case 0 -> new Min(moment, literal(table.type(moment)), null, severity(), null);
      case 1 -> new Max(moment, null, literal(table.type(moment)), severity(), null);
      default -> new Freshness(moment, Duration.ofDays(10_000));
    };
  }

  /** Returns a literal: a value that may stand in the column, or a number beside it. */
  private Object literal(DataType type) {
    if (type.numeric()) {
      if (random.nextInt(3) == 0) {
        return new BigDecimal(
            pick(
                List.of(
                    "0.5",
                    "-5",
                    "1.25",
                    "1.255",
                    "127",
                    "255.5",
                    "-1e30",
                    "1e30",
                    "1e400",
                    "-9223372036854775809",
                    "9223372036854775807",
                    "18446744073709551615",
                    "9007199254740992",
                    "0.1",
                    "1e-400")));
      }
      Object value = pick(RandomTables.some(random, type));
      return Values.isFinite(value) ? decimal(value) : BigDecimal.ZERO;
    }
    Object value = pick(RandomTables.some(random, type));
    return switch (type.kind()) {
      case STRING, BOOL -> value;
      case TIMESTAMP_TZ -> value.toString();
      default -> Values.text(value);
    };
  }

  private static BigDecimal decimal(Object value) {
    return value instanceof Float || value instanceof Double
        ? new BigDecimal(value.toString())
        : Values.exact(value);
  }

  private String formula() {
    Formula formula = RandomFormula.of(random, table);
    engine.tell(formula);
    return formula.sql();
  }

  private String any() {
    return pick(table.columns()).name();
  }

  private String one(Predicate<DataType> fits) {
    List<Column> columns =
        table.columns().stream().filter(column -> fits.test(column.type())).toList();
    return columns.isEmpty() ? null : pick(columns).name();
  }

  private Severity severity() {
    return pick(List.of(Severity.values()));
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
