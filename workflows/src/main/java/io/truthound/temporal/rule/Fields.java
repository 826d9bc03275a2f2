package io.truthound.temporal.rule;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one rule under their canonical names, each read as its kind. */
final class Fields {
  private final Map<String, Object> values;

  private Fields(Map<String, Object> values) {
    this.values = values;
  }

  /**
   * Reads the fields that a table describes; refuses unknown ones, ones given twice under two
   * names, and missing ones. Those to skip were read before.
   */
  static Fields of(List<Parameter> parameters, Map<?, ?> object, List<String> skipped) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, String> givenAs = new LinkedHashMap<>();
    object.forEach(
        (key, value) -> {
          String field = (String) key;
          if (!skipped.contains(field)) {
            Parameter parameter = find(parameters, field);
            String earlier = givenAs.put(parameter.name(), field);
            refuseTwice(parameter.name(), earlier, field, value);
            values.put(parameter.name(), parameter.kind().read(field, value));
          }
        });
    refuseMissing(parameters, values);
    return new Fields(values);
  }

  String text(String name) {
    return required(name, String.class);
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  <T> T required(String name, Class<T> type) {
    return Checks.given(null, name, type.cast(values.get(name)));
  }

  <T> @Nullable T optional(String name, Class<T> type) {
    return type.cast(values.get(name));
  }

  /** Returns a list that the rule's own constructor checks element by element. */
  @SuppressWarnings("unchecked")
  <T> List<T> list(String name) {
    return (List<T>) required(name, List.class);
  }

  /** Returns the same where the field may be absent. */
  <T> @Nullable List<T> optionalList(String name) {
    return values.containsKey(name) ? list(name) : null;
  }

  RegexMatch match() {
    RegexMatch match = optional("match", RegexMatch.class);
    return match == null ? RegexMatch.FULL : match;
  }

  Severity severity() {
    Severity severity = optional("severity", Severity.class);
    return severity == null ? Severity.ERROR : severity;
  }

  @Nullable String name() {
    return optional("name", String.class);
  }

  Tolerance tolerance() {
    return new Tolerance(
        optional("mostly", BigDecimal.class),
        optional("max_failed", Long.class),
        optional("warn_mostly", BigDecimal.class),
        optional("warn_max_failed", Long.class));
  }

  RowOptions options() {
    return new RowOptions(severity(), name(), tolerance(), optional("where", String.class));
  }

  private static Parameter find(List<Parameter> parameters, String field) {
    for (Parameter parameter : parameters) {
      if (parameter.named(field)) {
        return parameter;
      }
    }
    List<String> names = parameters.stream().map(Parameter::name).toList();
    List<String> spellings = parameters.stream().flatMap(Parameter::spellings).toList();
    throw InvalidRuleException.of(null, Problems.unknown("field", field, names, spellings));
  }

  private static void refuseTwice(
      String name, @Nullable String earlier, String field, @Nullable Object value) {
    if (value == RuleTree.TWICE) {
      throw InvalidRuleException.of(null, "field " + Problems.quote(field) + " is given twice");
    }
    if (earlier != null) {
      throw InvalidRuleException.of(
          null,
          "field "
              + Problems.quote(name)
              + " is given twice: as "
              + Problems.quote(earlier)
              + " and as "
              + Problems.quote(field));
    }
  }

  private static void refuseMissing(List<Parameter> parameters, Map<String, Object> values) {
    for (Parameter parameter : parameters) {
      if (parameter.required() && !values.containsKey(parameter.name())) {
        throw InvalidRuleException.of(
            null,
            "missing "
                + Problems.quote(parameter.name())
                + " (allowed: "
                + parameter.kind().allowed()
                + ")");
      }
    }
  }
}
