package io.truthound.temporal.rule;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DatasetFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Makes rules of every type with every option. */
final class RandomRules {
  private RandomRules() {}

  static Arbitrary<Rule> of(RuleType type) {
    Arbitrary<String> text = text();
    Arbitrary<Long> count = Arbitraries.longs().between(0, Long.MAX_VALUE);
    Arbitrary<RowOptions> options = options();
    Arbitrary<Severity> severity = Arbitraries.of(Severity.class);
    Arbitrary<String> name = text.injectNull(0.5);
    return switch (type) {
      case NOT_NULL -> Combinators.combine(text, options).as(NotNull::new);
      case IN_SET -> Combinators.combine(text, values(), options).as(InSet::new);
      case NOT_IN_SET -> Combinators.combine(text, values(), options).as(NotInSet::new);
      case IN_RANGE -> inRange(text, options);
      case GREATER_THAN -> Combinators.combine(text, bound(), options).as(GreaterThan::new);
      case LESS_THAN -> Combinators.combine(text, bound(), options).as(LessThan::new);
      case REGEX ->
          Combinators.combine(text, text, Arbitraries.of(RegexMatch.class), options).as(Regex::new);
      case NOT_REGEX ->
          Combinators.combine(text, text, Arbitraries.of(RegexMatch.class), options)
              .as(NotRegex::new);
      case LENGTH ->
          Combinators.combine(text, count.injectNull(0.3), count, options)
              .as(
                  (column, min, max, o) ->
                      min != null && min > max
                          ? new Length(column, min, null, o)
                          : new Length(column, min, max, o));
      case MIN_LENGTH -> Combinators.combine(text, count, options).as(MinLength::new);
      case MAX_LENGTH -> Combinators.combine(text, count, options).as(MaxLength::new);
      case CONDITIONAL_NULL -> Combinators.combine(text, text, options).as(ConditionalNull::new);
      case EXPRESSION -> Combinators.combine(text, options).as(Expression::new);
      case COLUMN_PAIR ->
          Combinators.combine(text, text, Arbitraries.of(PairOperator.class), options)
              .as(ColumnPair::new);
      case WELL_FORMED -> options.map(WellFormed::new);
      case CONVERTIBLE ->
          Combinators.combine(text, Arbitraries.of(true, false), options).as(Convertible::new);
      case COLUMN_EXISTS -> Combinators.combine(text, severity, name).as(ColumnExists::new);
      case DTYPE -> Combinators.combine(text, dtype(), severity, name).as(Dtype::new);
      case SCHEMA ->
          Combinators.combine(schema(), Arbitraries.of(true, false), severity, name)
              .as(SchemaMatches::new);
      case ROW_COUNT ->
          Combinators.combine(count.injectNull(0.3), severity, name)
              .as((min, s, n) -> new RowCount(min, min == null ? 7L : null, s, n));
      case COMPLETENESS_RATIO ->
          Combinators.combine(text, share(), severity, name).as(CompletenessRatio::new);
      case MIXED_TYPE ->
          Combinators.combine(text, share().injectNull(0.3), severity, name).as(MixedType::new);
      case MEAN -> bounded(Mean::new);
      case STD -> bounded(Std::new);
      case SUM -> bounded(Sum::new);
      case MIN -> bounded(Min::new);
      case MAX -> bounded(Max::new);
      case MEDIAN -> bounded(Median::new);
      case QUANTILE ->
          Combinators.combine(text, share(), bound(), severity, name)
              .as((column, q, bound, s, n) -> new Quantile(column, q, bound, null, s, n));
      case DISTINCT_COUNT ->
          Combinators.combine(text, count.injectNull(0.3), severity, name)
              .as(
                  (column, min, s, n) -> {
                    Long max = min == null ? 7L : null;
                    return s == Severity.ERROR
                        ? new DistinctCount(column, min, max, true, s, n)
                        : new ExactDistinctCount(column, min, max, s, n);
                  });
      case UNIQUE -> Combinators.combine(columns(), tolerance(), severity, name).as(Unique::new);
      case REFERENTIAL_INTEGRITY ->
          Combinators.combine(
                  columns(), text, format(), Arbitraries.of(true, false), severity, name)
              .as(
                  (columns, reference, format, renamed, s, n) ->
                      new ReferentialIntegrity(
                          columns,
                          reference,
                          format,
                          renamed ? columns.stream().map(column -> "r" + column).toList() : null,
                          s,
                          n));
      case CROSS_TABLE_ROW_COUNT ->
          Combinators.combine(text, format(), share(), severity, name).as(CrossTableRowCount::new);
      case FRESHNESS -> Combinators.combine(text, age(), severity, name).as(Freshness::new);
      case HISTORY -> history();
      case OUTLIER ->
          Combinators.combine(text, Arbitraries.of(OutlierMethod.class), amount(), name, options)
              .as((column, method, t, from, o) -> new Outlier(false, column, method, t, from, o));
      case Z_SCORE_OUTLIER ->
          Combinators.combine(text, amount(), name, options)
              .as(
                  (column, t, from, o) ->
                      new Outlier(true, column, OutlierMethod.Z_SCORE, t, from, o));
      case STATISTICAL_DRIFT -> drift(Drift.Kind.STATISTICAL_DRIFT);
      case DISTRIBUTION_CHANGE -> drift(Drift.Kind.DISTRIBUTION_CHANGE);
      case DISTRIBUTION -> drift(Drift.Kind.DISTRIBUTION);
      case PROFILE_DISTANCE ->
          Combinators.combine(
                  text,
                  Arbitraries.of(DriftMethod.class),
                  amount(),
                  Arbitraries.longs().between(0, Long.MAX_VALUE).list().ofMinSize(1).ofMaxSize(5),
                  Arbitraries.of(true, false),
                  severity,
                  name)
              .as(RandomRules::distance);
    };
  }

  private static Arbitrary<Rule> history() {
    return Combinators.combine(
            Arbitraries.of(Figure.class),
            text(),
            share(),
            Arbitraries.longs().between(2, AgainstHistory.MOST_RUNS),
            Arbitraries.of(HistoryMethod.class),
            amount(),
            Arbitraries.of(true, false),
            options())
        .as(
            (figure, column, q, runs, method, threshold, broken, o) ->
                new AgainstHistory(
                    figure,
                    figure.ofColumn() ? column : null,
                    figure == Figure.QUANTILE ? q : null,
                    runs,
                    method,
                    method == HistoryMethod.RANGE ? null : threshold,
                    broken ? 2 : runs,
                    broken,
                    o.severity(),
                    o.name()));
  }

  private static Arbitrary<Rule> drift(Drift.Kind kind) {
    return Combinators.combine(
            text(),
            Arbitraries.of(DriftMethod.class),
            amount(),
            text().injectNull(0.5),
            Arbitraries.of(Severity.class),
            text().injectNull(0.5))
        .as(
            (column, method, threshold, from, s, n) ->
                new Drift(kind, column, method, threshold, from, s, n));
  }

  private static Rule distance(
      String column,
      DriftMethod method,
      BigDecimal threshold,
      List<Long> counts,
      boolean whole,
      Severity severity,
      String name) {
    List<String> values = counts.stream().skip(1).map(count -> "v" + count).toList();
    BigDecimal end = values.isEmpty() || whole ? threshold : null;
    return new ProfileDistance(
        column,
        method,
        threshold,
        end,
        end,
        whole,
        end == null ? values : List.of(),
        counts,
        severity,
        name);
  }

  private static Arbitrary<BigDecimal> amount() {
    return Arbitraries.oneOf(
        number().map(BigDecimal::abs).map(n -> n.scale() < 0 ? n.setScale(0) : n),
        Arbitraries.of(new BigDecimal("1.5"), new BigDecimal("3"), new BigDecimal("0.1")));
  }

  private static Arbitrary<Rule> inRange(Arbitrary<String> text, Arbitrary<RowOptions> options) {
    return Combinators.combine(
            text, bound().list().ofMinSize(1).ofMaxSize(2), Arbitraries.of(true, false), options)
        .as(
            (column, bounds, strict, o) -> {
              Object min = bounds.get(0);
              Object max = bounds.size() > 1 ? bounds.get(1) : null;
              boolean crossed =
                  min instanceof BigDecimal low
                      && max instanceof BigDecimal high
                      && low.compareTo(high) >= 0;
              return crossed
                  ? new InRange(column, null, max, false, strict, o)
                  : new InRange(column, min, max, strict, false, o);
            });
  }

  private static Arbitrary<Rule> bounded(Function5<Rule> rule) {
    return Combinators.combine(
            text(),
            bound().list().ofMinSize(1).ofMaxSize(2),
            Arbitraries.of(Severity.class),
            text().injectNull(0.5))
        .as(
            (column, bounds, severity, name) -> {
              Object min = bounds.get(0);
              Object max = bounds.size() > 1 ? bounds.get(1) : null;
              boolean crossed =
                  min instanceof BigDecimal low
                      && max instanceof BigDecimal high
                      && low.compareTo(high) > 0;
              return rule.make(column, crossed ? null : min, max, severity, name);
            });
  }

  /** Makes a rule that bounds a measure. */
  private interface Function5<R> {
    R make(String column, Object min, Object max, Severity severity, String name);
  }

  private static Arbitrary<DatasetFormat> format() {
    return Arbitraries.of(DatasetFormat.class).injectNull(0.5);
  }

  private static Arbitrary<List<String>> columns() {
    return text().list().ofMinSize(1).ofMaxSize(3).uniqueElements();
  }

  private static Arbitrary<Duration> age() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 300_000_000_000L),
            Arbitraries.longs().between(1, 999_999_999L))
        .as(Duration::ofSeconds);
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings()
        .all()
        .ofMinLength(1)
        .ofMaxLength(8)
        .filter(text -> !text.isBlank())
        .filter(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
  }

  static Arbitrary<BigDecimal> number() {
    return Combinators.combine(
            Arbitraries.bigIntegers()
                .between(BigInteger.TEN.pow(40).negate(), BigInteger.TEN.pow(40)),
            Arbitraries.integers().between(-5, 30))
        .as(BigDecimal::new);
  }

  private static Arbitrary<Object> bound() {
    return Arbitraries.oneOf(number().map(n -> n), text().map(t -> t));
  }

  private static Arbitrary<List<Object>> values() {
    Arbitrary<Object> bool = Arbitraries.of(true, false);
    return Arbitraries.oneOf(bound(), bool, Arbitraries.just("")).list().ofMinSize(1).ofMaxSize(5);
  }

  private static Arbitrary<BigDecimal> share() {
    return Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.ONE).ofScale(6);
  }

  private static Arbitrary<DataType> dtype() {
    return Arbitraries.oneOf(
        Arbitraries.of(DataType.spellings())
            .filter(name -> !List.of("decimal", "numeric", "dec").contains(name))
            .map(DataType::parse),
        Arbitraries.integers().between(1, 38).map(precision -> DataType.decimal(precision, 1)));
  }

  private static Arbitrary<List<SchemaColumn>> schema() {
    Arbitrary<SchemaColumn> column =
        Combinators.combine(
                text(), dtype().injectNull(0.3), Arbitraries.of(true, false).injectNull(0.5))
            .as(SchemaColumn::new);
    return column.list().ofMinSize(1).ofMaxSize(4).map(RandomRules::distinct);
  }

  private static List<SchemaColumn> distinct(List<SchemaColumn> columns) {
    Map<String, SchemaColumn> byName = new TreeMap<>();
    columns.forEach(column -> byName.put(column.name(), column));
    return List.copyOf(byName.values());
  }

  private static Arbitrary<RowOptions> options() {
    return Combinators.combine(
            Arbitraries.of(Severity.class),
            text().injectNull(0.5),
            tolerance(),
            text().injectNull(0.5))
        .as(RowOptions::new);
  }

  private static Arbitrary<Tolerance> tolerance() {
    BigDecimal half = new BigDecimal("0.5");
    Arbitrary<BigDecimal> main = Arbitraries.bigDecimals().between(BigDecimal.ZERO, half);
    Arbitrary<BigDecimal> warn =
        Arbitraries.bigDecimals().between(half, BigDecimal.ONE).filter(w -> w.compareTo(half) > 0);
    Arbitrary<Tolerance> loose =
        Combinators.combine(
                main,
                Arbitraries.longs().between(10, Long.MAX_VALUE).injectNull(0.5),
                warn.injectNull(0.5),
                Arbitraries.longs().between(0, 9).injectNull(0.5))
            .as(Tolerance::new);
    return Arbitraries.oneOf(
        loose,
        share().map(s -> new Tolerance(s, 0L, null, null)),
        Arbitraries.of(Tolerance.STRICT));
  }
}
