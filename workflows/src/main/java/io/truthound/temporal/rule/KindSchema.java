package io.truthound.temporal.rule;

import static io.truthound.temporal.rule.EditorSchema.object;
import static io.truthound.temporal.rule.EditorSchema.reference;

import io.truthound.temporal.dataset.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the JSON Schema of the value of a field. */
final class KindSchema {
  private static final String DECIMAL =
      anyCase("decimal|numeric|dec") + " *\\( *\\d{1,4} *, *\\d{1,4} *\\)";

  private KindSchema() {}

  static Map<String, Object> of(Parameter field) {
    String meaning = ParameterMeaning.of(field);
    Map<String, Object> schema = object("description", sentence(meaning));
    Object standard = ParameterMeaning.standard(field);
    if (standard != null) {
      schema.put("default", standard);
    }
    schema.putAll(of(field.kind()));
    return schema;
  }

  static Map<String, Object> ofAlias(Parameter field) {
    Map<String, Object> schema = object("description", "The same as " + field.name() + ".");
    schema.putAll(of(field.kind()));
    return schema;
  }

  /** Returns the parts that fields refer to, by name. */
  static Map<String, Object> shared() {
    Map<String, Object> shared = new LinkedHashMap<>();
    shared.put("dtype", dtype());
    shared.put("match", words(RegexMatch.NAMES));
    shared.put("severity", words(Severity.NAMES));
    return shared;
  }

  private static Map<String, Object> of(ParameterKind kind) {
    return switch (kind) {
      case TEXT -> text("string");
      case COLUMNS -> names();
      case BOUND -> text(List.of("number", "string"));
      case VALUES -> values();
      case COUNT -> number("integer", Long.MAX_VALUE);
      case SHARE -> number("number", 1);
      case AMOUNT -> amount();
      case AGE -> age();
      case FLAG -> object("type", "boolean");
      case DTYPE -> reference("dtype");
      case MATCH -> reference("match");
      case FORMAT -> words(Formats.NAMES);
      case OPERATOR -> object("enum", PairOperator.spellings());
      case SEVERITY -> reference("severity");
      case FIGURE -> words(Figure.NAMES);
      case HISTORY_METHOD -> words(HistoryMethod.NAMES);
      case OUTLIER_METHOD -> words(OutlierMethod.NAMES);
      case DRIFT_METHOD -> words(DriftMethod.NAMES);
      case SCHEMA -> columns();
    };
  }

  private static Map<String, Object> text(Object type) {
    Map<String, Object> text = object("type", type);
    text.put("minLength", 1);
    return text;
  }

  private static Map<String, Object> names() {
    Map<String, Object> list = object("type", "array");
    list.put("minItems", 1);
    list.put("uniqueItems", true);
    list.put("items", text("string"));
    return object("anyOf", List.of(text("string"), list));
  }

  private static Map<String, Object> values() {
    Map<String, Object> values = object("type", "array");
    values.put("minItems", 1);
    values.put("items", object("type", List.of("string", "number", "boolean")));
    return values;
  }

  private static Map<String, Object> number(String type, Number most) {
    Map<String, Object> number = object("type", type);
    number.put("minimum", 0);
    number.put("maximum", most);
    return number;
  }

  private static Map<String, Object> amount() {
    Map<String, Object> amount = object("type", "number");
    amount.put("minimum", 0);
    return amount;
  }

  private static Map<String, Object> age() {
    Map<String, Object> seconds = object("type", "number");
    seconds.put("exclusiveMinimum", 0);
    Map<String, Object> text = object("type", "string");
    text.put("pattern", Ages.PATTERN);
    return object("anyOf", List.of(seconds, text));
  }

  private static Map<String, Object> columns() {
    Map<String, Object> columns = object("type", "object");
    columns.put("minProperties", 1);
    columns.put("propertyNames", object("minLength", 1));
    columns.put(
        "additionalProperties",
        object(
            "anyOf", List.of(reference("dtype"), TypeSchema.ofFields(SchemaFields.OF_A_COLUMN))));
    return columns;
  }

  private static Map<String, Object> dtype() {
    List<String> offered =
        DataType.names().stream().filter(name -> !name.startsWith("decimal")).toList();
    String names =
        DataType.spellings().stream()
            .filter(name -> !name.matches("decimal|numeric|dec"))
            .collect(Collectors.joining("|"));
    return words(offered, "\\s*(" + anyCase(names) + "|" + DECIMAL + ")\\s*");
  }

  private static Map<String, Object> words(List<String> names) {
    return words(names, anyCase(String.join("|", names)));
  }

  /** Offers words to editors, and takes every other spelling that reading takes. */
  private static Map<String, Object> words(List<String> offered, String pattern) {
    Map<String, Object> spelled = object("type", "string");
    spelled.put("pattern", "^" + pattern + "$");
    return object("anyOf", List.of(object("enum", offered), spelled));
  }

  /** Writes each letter in both cases: the patterns of JSON Schema have no flags. */
  private static String anyCase(String words) {
    return "("
        + words
            .chars()
            .mapToObj(
                c ->
                    Character.isLetter(c)
                        ? "[" + (char) c + (char) Character.toUpperCase(c) + "]"
                        : String.valueOf((char) c))
            .collect(Collectors.joining())
        + ")";
  }

  private static String sentence(String phrase) {
    return Character.toUpperCase(phrase.charAt(0)) + phrase.substring(1) + ".";
  }
}
