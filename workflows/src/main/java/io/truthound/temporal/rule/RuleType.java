package io.truthound.temporal.rule;

import static io.truthound.temporal.rule.Parameter.column;
import static io.truthound.temporal.rule.Parameter.optional;
import static io.truthound.temporal.rule.Parameter.required;
import static io.truthound.temporal.rule.ParameterKind.AGE;
import static io.truthound.temporal.rule.ParameterKind.AMOUNT;
import static io.truthound.temporal.rule.ParameterKind.BOUND;
import static io.truthound.temporal.rule.ParameterKind.COUNT;
import static io.truthound.temporal.rule.ParameterKind.DRIFT_METHOD;
import static io.truthound.temporal.rule.ParameterKind.FIGURE;
import static io.truthound.temporal.rule.ParameterKind.FLAG;
import static io.truthound.temporal.rule.ParameterKind.HISTORY_METHOD;
import static io.truthound.temporal.rule.ParameterKind.MATCH;
import static io.truthound.temporal.rule.ParameterKind.OPERATOR;
import static io.truthound.temporal.rule.ParameterKind.OUTLIER_METHOD;
import static io.truthound.temporal.rule.ParameterKind.SHARE;
import static io.truthound.temporal.rule.ParameterKind.TEXT;
import static io.truthound.temporal.rule.ParameterKind.VALUES;

import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.dataset.DatasetFormat;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of rule types: names, aliases, fields in the order they are written, and reading. */
enum RuleType {
  NOT_NULL(row(NotNull.TYPE, column()), f -> new NotNull(f.text("column"), f.options())),
  IN_SET(
      row(InSet.TYPE, column(), valueList()),
      f -> new InSet(f.text("column"), f.list("values"), f.options())),
  NOT_IN_SET(
      row(NotInSet.TYPE, column(), valueList()),
      f -> new NotInSet(f.text("column"), f.list("values"), f.options())),
  IN_RANGE(
      row(
              InRange.TYPE,
              column(),
              optional("min", BOUND, "min_value"),
              optional("max", BOUND, "max_value"),
              optional("strict_min", FLAG),
              optional("strict_max", FLAG))
          .alias("between"),
      f ->
          new InRange(
              f.text("column"),
              f.optional("min", Object.class),
              f.optional("max", Object.class),
              f.flag("strict_min"),
              f.flag("strict_max"),
              f.options())),
  GREATER_THAN(
      row(GreaterThan.TYPE, column(), required("value", BOUND, "threshold")),
      f -> new GreaterThan(f.text("column"), f.required("value", Object.class), f.options())),
  LESS_THAN(
      row(LessThan.TYPE, column(), required("value", BOUND, "threshold")),
      f -> new LessThan(f.text("column"), f.required("value", Object.class), f.options())),
  REGEX(
      row(Regex.TYPE, column(), required("pattern", TEXT), optional("match", MATCH)),
      f -> new Regex(f.text("column"), f.text("pattern"), f.match(), f.options())),
  NOT_REGEX(
      row(NotRegex.TYPE, column(), required("pattern", TEXT), optional("match", MATCH)),
      f -> new NotRegex(f.text("column"), f.text("pattern"), f.match(), f.options())),
  LENGTH(
      row(
          Length.TYPE,
          column(),
          optional("min_length", COUNT, "min_len"),
          optional("max_length", COUNT, "max_len")),
      f ->
          new Length(
              f.text("column"),
              f.optional("min_length", Long.class),
              f.optional("max_length", Long.class),
              f.options())),
  MIN_LENGTH(
      row(MinLength.TYPE, column(), required("min_length", COUNT, "min_len", "value")),
      f -> new MinLength(f.text("column"), f.required("min_length", Long.class), f.options())),
  MAX_LENGTH(
      row(MaxLength.TYPE, column(), required("max_length", COUNT, "max_len", "value")),
      f -> new MaxLength(f.text("column"), f.required("max_length", Long.class), f.options())),
  CONDITIONAL_NULL(
      row(ConditionalNull.TYPE, column(), required("condition", TEXT, "when"))
          .alias("conditional_not_null"),
      f -> new ConditionalNull(f.text("column"), f.text("condition"), f.options())),
  EXPRESSION(
      row(Expression.TYPE, required("expression", TEXT, "expr")).alias("custom_expression"),
      f -> new Expression(f.text("expression"), f.options())),
  COLUMN_PAIR(
      row(ColumnPair.TYPE, required("a", TEXT), required("b", TEXT), required("op", OPERATOR)),
      f ->
          new ColumnPair(
              f.text("a"), f.text("b"), f.required("op", PairOperator.class), f.options())),
  WELL_FORMED(row(WellFormed.TYPE).unwritten(), f -> new WellFormed(f.options())),
  CONVERTIBLE(
      row(Convertible.TYPE, column(), required("declared", FLAG)).unwritten(),
      f -> new Convertible(f.text("column"), f.flag("declared"), f.options())),
  COLUMN_EXISTS(
      other(ColumnExists.TYPE, column()),
      f -> new ColumnExists(f.text("column"), f.severity(), f.name())),
  DTYPE(
      other(Dtype.TYPE, column(), Parameter.dtype(true)),
      f ->
          new Dtype(f.text("column"), f.required("dtype", DataType.class), f.severity(), f.name())),
  SCHEMA(
      other(
          SchemaMatches.TYPE, required("columns", ParameterKind.SCHEMA), optional("strict", FLAG)),
      f -> new SchemaMatches(f.list("columns"), f.flag("strict"), f.severity(), f.name())),
  ROW_COUNT(
      other(RowCount.TYPE, optional("min", COUNT), optional("max", COUNT)),
      f ->
          new RowCount(
              f.optional("min", Long.class),
              f.optional("max", Long.class),
              f.severity(),
              f.name())),
  COMPLETENESS_RATIO(
      other(CompletenessRatio.TYPE, column(), required("min_ratio", SHARE)).alias("completeness"),
      f ->
          new CompletenessRatio(
              f.text("column"), f.required("min_ratio", BigDecimal.class), f.severity(), f.name())),
  MIXED_TYPE(
      other(MixedType.TYPE, column(), optional("max_ratio", SHARE)),
      f ->
          new MixedType(
              f.text("column"), f.optional("max_ratio", BigDecimal.class), f.severity(), f.name())),
  MEAN(measure(Mean.TYPE), f -> bounded(f, Mean::new)),
  STD(measure(Std.TYPE), f -> bounded(f, Std::new)),
  SUM(measure(Sum.TYPE), f -> bounded(f, Sum::new)),
  MIN(measure(Min.TYPE), f -> bounded(f, Min::new)),
  MAX(measure(Max.TYPE), f -> bounded(f, Max::new)),
  MEDIAN(measure(Median.TYPE), f -> bounded(f, Median::new)),
  QUANTILE(
      other(
          Quantile.TYPE,
          column(),
          required("q", SHARE),
          optional("min", BOUND),
          optional("max", BOUND)),
      f ->
          new Quantile(
              f.text("column"),
              f.required("q", BigDecimal.class),
              f.optional("min", Object.class),
              f.optional("max", Object.class),
              f.severity(),
              f.name())),
  DISTINCT_COUNT(
      other(
          DistinctCount.TYPE,
          column(),
          optional("min", COUNT),
          optional("max", COUNT),
          optional("approximate", FLAG)),
      RuleType::distinctCount),
  FRESHNESS(
      other(Freshness.TYPE, column(), required("max_age", AGE)),
      f ->
          new Freshness(
              f.text("column"), f.required("max_age", Duration.class), f.severity(), f.name())),
  UNIQUE(
      shape(Unique.TYPE, Parameter.TOLERANT, Parameter.keyColumns()),
      f -> new Unique(f.list("column"), f.tolerance(), f.severity(), f.name())),
  REFERENTIAL_INTEGRITY(
      other(
              ReferentialIntegrity.TYPE,
              Parameter.keyColumns(),
              Parameter.reference(),
              optional("reference_column", ParameterKind.COLUMNS, "reference_columns"),
              optional("reference_format", ParameterKind.FORMAT))
          .alias("foreign_key"),
      f ->
          new ReferentialIntegrity(
              f.list("column"),
              f.text("reference"),
              f.optional("reference_format", DatasetFormat.class),
              f.optionalList("reference_column"),
              f.severity(),
              f.name())),
  CROSS_TABLE_ROW_COUNT(
      other(
              CrossTableRowCount.TYPE,
              Parameter.reference(),
              optional("tolerance", SHARE),
              optional("reference_format", ParameterKind.FORMAT))
          .alias("row_count_match"),
      RuleType::crossTableRowCount),
  HISTORY(
      other(
          AgainstHistory.TYPE,
          required("figure", FIGURE),
          optional("column", TEXT),
          optional("q", SHARE),
          optional("runs", COUNT),
          optional("method", HISTORY_METHOD),
          optional("threshold", AMOUNT),
          optional("min_runs", COUNT),
          optional("also_broken", FLAG)),
      PastReading::againstHistory),
  OUTLIER(
      row(
          Outlier.TYPE,
          column(),
          optional("method", OUTLIER_METHOD),
          optional("threshold", AMOUNT),
          optional("baseline", TEXT)),
      f -> PastReading.outlier(f, false)),
  Z_SCORE_OUTLIER(
      row(
          Outlier.Z_SCORE_TYPE,
          column(),
          optional("threshold", AMOUNT),
          optional("baseline", TEXT)),
      f -> PastReading.outlier(f, true)),
  STATISTICAL_DRIFT(
      drift(Drift.Kind.STATISTICAL_DRIFT), PastReading.drift(Drift.Kind.STATISTICAL_DRIFT)),
  DISTRIBUTION_CHANGE(
      drift(Drift.Kind.DISTRIBUTION_CHANGE), PastReading.drift(Drift.Kind.DISTRIBUTION_CHANGE)),
  DISTRIBUTION(drift(Drift.Kind.DISTRIBUTION), PastReading.drift(Drift.Kind.DISTRIBUTION)),
  PROFILE_DISTANCE(
      other(
              ProfileDistance.TYPE,
              column(),
              required("method", DRIFT_METHOD),
              required("threshold", AMOUNT),
              optional("from", BOUND),
              optional("to", BOUND),
              optional("whole", FLAG),
              optional("values", VALUES),
              required("counts", VALUES))
          .unwritten(),
      PastReading::profileDistance);

  /** One row of the table. */
  private record Shape(
      String text, List<String> aliases, List<Parameter> fields, boolean implicit) {
    Shape alias(String alias) {
      return new Shape(text, List.of(alias), fields, implicit);
    }

    Shape unwritten() {
      return new Shape(text, aliases, fields, true);
    }
  }

  @SuppressWarnings("ImmutableEnumChecker") // holds lists of List.of
  private final Shape shape;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final Function<Fields, Rule> reading;

  RuleType(Shape shape, Function<Fields, Rule> reading) {
    this.shape = shape;
    this.reading = reading;
  }

  /** Returns the type of that name or alias, implicit ones included. */
  static Optional<RuleType> find(String name) {
    return Arrays.stream(values())
        .filter(type -> type.text().equals(name) || type.aliases().contains(name))
        .findFirst();
  }

  /** Returns the canonical names that users can write. */
  static List<String> names() {
    return written().map(RuleType::text).toList();
  }

  /** Returns the names and aliases that users can write. */
  static List<String> spellings() {
    return written()
        .flatMap(type -> Stream.concat(Stream.of(type.text()), type.aliases().stream()))
        .toList();
  }

  /** Returns the canonical name. */
  String text() {
    return shape.text;
  }

  /** Returns other names, accepted on input only. */
  List<String> aliases() {
    return shape.aliases;
  }

  /** Returns the fields beside {@code type}, in the order in which they are written. */
  List<Parameter> fields() {
    return shape.fields;
  }

  /** Says whether only planning can make such a rule. */
  boolean implicit() {
    return shape.implicit;
  }

  /** Makes the rule; the fields must have been read by {@link #fields}. */
  Rule read(Fields fields) {
    return reading.apply(fields);
  }

  private static Stream<RuleType> written() {
    return Arrays.stream(values()).filter(type -> !type.implicit());
  }

  private static Parameter valueList() {
    return required("values", VALUES, "value_set", "allowed_values");
  }

  /** Makes a rule that bounds a measure. */
  private interface Bounded {
    Rule make(
        String column,
        @Nullable Object min,
        @Nullable Object max,
        Severity severity,
        @Nullable String name);
  }

  private static Rule bounded(Fields f, Bounded rule) {
    return rule.make(
        f.text("column"),
        f.optional("min", Object.class),
        f.optional("max", Object.class),
        f.severity(),
        f.name());
  }

  private static Rule distinctCount(Fields f) {
    String column = f.text("column");
    Long min = f.optional("min", Long.class);
    Long max = f.optional("max", Long.class);
    return f.flag("approximate")
        ? new DistinctCount(column, min, max, true, f.severity(), f.name())
        : new ExactDistinctCount(column, min, max, f.severity(), f.name());
  }

  private static Rule crossTableRowCount(Fields f) {
    BigDecimal tolerance = f.optional("tolerance", BigDecimal.class);
    return new CrossTableRowCount(
        f.text("reference"),
        f.optional("reference_format", DatasetFormat.class),
        tolerance == null ? BigDecimal.ZERO : tolerance,
        f.severity(),
        f.name());
  }

  private static Shape drift(Drift.Kind kind) {
    return other(
        kind.type(),
        column(),
        optional("method", DRIFT_METHOD),
        optional("threshold", AMOUNT),
        optional("baseline", TEXT));
  }

  private static Shape measure(String text) {
    return other(text, column(), optional("min", BOUND), optional("max", BOUND));
  }

  private static Shape row(String text, Parameter... parameters) {
    return shape(text, Parameter.ROW, parameters);
  }

  private static Shape other(String text, Parameter... parameters) {
    return shape(text, Parameter.COMMON, parameters);
  }

  private static Shape shape(String text, List<Parameter> options, Parameter... parameters) {
    List<Parameter> fields = Stream.concat(Stream.of(parameters), options.stream()).toList();
    return new Shape(text, List.of(), fields, false);
  }
}
