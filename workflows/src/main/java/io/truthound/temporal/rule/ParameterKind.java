package io.truthound.temporal.rule;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says what the value of a field may be, and turns a value of a {@link RuleTree} into it. */
enum ParameterKind {
  TEXT("text", as(String.class)),
  COLUMNS("the name of a column, or a list of names", ParameterKind::columns),
  BOUND("a number, a date or a time", ParameterKind::scalar),
  VALUES("a list of text, numbers, true or false", as(List.class)),
  COUNT("a whole number, 0 or more", ParameterKind::count),
  SHARE("a number, 0 to 1", as(BigDecimal.class)),
  AMOUNT("a number, 0 or more", as(BigDecimal.class)),
  AGE(Ages.ALLOWED, Ages::read),
  FLAG("true or false", as(Boolean.class)),
  DTYPE("a type such as int64", text(SchemaFields::dtype)),
  MATCH("full, search or prefix", text(RegexMatch::parse)),
  FORMAT("parquet, csv, ndjson or arrow", text(Formats::parse)),
  OPERATOR("=, !=, <, <=, > or >=", text(PairOperator::parse)),
  SEVERITY("critical, error, warning or info", text(Severity::parse)),
  FIGURE(String.join(", ", Figure.NAMES), text(Figure::parse)),
  HISTORY_METHOD("range, absolute, relative or std", text(HistoryMethod::parse)),
  OUTLIER_METHOD("iqr or z_score", text(OutlierMethod::parse)),
  DRIFT_METHOD("ks, psi, js or tvd", text(DriftMethod::parse)),
  SCHEMA(
      "an object of column names and types",
      found -> found instanceof Map<?, ?> map ? SchemaFields.columns(map) : null);

  private final String allowed;

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Function<Object, @Nullable Object> reading;

  ParameterKind(String allowed, Function<Object, @Nullable Object> reading) {
    this.allowed = allowed;
    this.reading = reading;
  }

  /** Says in words what is allowed. */
  String allowed() {
    return allowed;
  }

  /** Returns the value as the rule's constructor takes it; refuses one of another kind. */
  Object read(String field, @Nullable Object found) {
    Object value = found == null ? null : reading.apply(found);
    if (value == null) {
      throw Checks.refused(null, field, found, allowed);
    }
    return value;
  }

  private static Function<Object, @Nullable Object> as(Class<?> type) {
    return found -> type.isInstance(found) ? found : null;
  }

  /** Reads a text by a method that refuses others with a message of its own. */
  private static Function<Object, @Nullable Object> text(Function<String, Object> parse) {
    return found -> {
      if (!(found instanceof String text)) {
        return null;
      }
      try {
        return parse.apply(text);
      } catch (InvalidRuleException e) {
        throw e;
      } catch (IllegalArgumentException e) {
        throw InvalidRuleException.of(null, String.valueOf(e.getMessage()));
      }
    };
  }

  private static @Nullable Object columns(Object found) {
    if (found instanceof String name) {
      return List.of(name);
    }
    boolean names =
        found instanceof List<?> list
            && !list.isEmpty()
            && list.stream().allMatch(String.class::isInstance);
    return names ? found : null;
  }

  private static @Nullable Object scalar(Object found) {
    return found instanceof BigDecimal || found instanceof String ? found : null;
  }

  private static @Nullable Object count(Object found) {
    try {
      boolean counts = found instanceof BigDecimal number && number.signum() >= 0;
      return counts ? ((BigDecimal) found).longValueExact() : null;
    } catch (ArithmeticException e) {
      return null;
    }
  }
}
