package io.truthound.temporal.rule;

import static io.truthound.temporal.rule.EditorSchema.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes the JSON Schema of one type of rule, and of the objects inside rules. */
final class TypeSchema {
  private TypeSchema() {}

  static Map<String, Object> of(RuleType type) {
    Meaning meaning = Meaning.of(type);
    Map<String, Object> schema = object("title", type.text());
    schema.put("description", sentences(meaning));
    Map<String, Object> properties = object("type", named(type));
    List<String> required = List.of("type");
    List<List<String>> needed =
        meaning.oneOf().isEmpty() ? List.of() : List.of(spellings(type, meaning.oneOf()));
    fields(schema, properties, type.fields(), required, needed);
    return schema;
  }

  /** Takes any object of these fields, whatever its place. */
  static Map<String, Object> ofFields(List<Parameter> fields) {
    Map<String, Object> schema = new LinkedHashMap<>();
    fields(schema, new LinkedHashMap<>(), fields, List.of(), List.of());
    return schema;
  }

  /** Takes the names of the type: one or, with aliases, several. */
  static Map<String, Object> named(RuleType type) {
    return type.aliases().isEmpty()
        ? object("const", type.text())
        : object("enum", Stream.concat(Stream.of(type.text()), type.aliases().stream()).toList());
  }

  private static void fields(
      Map<String, Object> schema,
      Map<String, Object> properties,
      List<Parameter> fields,
      List<String> alwaysRequired,
      List<List<String>> needed) {
    List<String> required = new ArrayList<>(alwaysRequired);
    List<Object> constraints = new ArrayList<>();
    for (Parameter field : fields) {
      properties.put(field.name(), KindSchema.of(field));
      field.aliases().forEach(alias -> properties.put(alias, KindSchema.ofAlias(field)));
      List<String> spellings = field.spellings().toList();
      if (field.required() && spellings.size() == 1) {
        required.add(field.name());
      } else if (field.required()) {
        constraints.add(object("oneOf", eachGiven(spellings)));
      } else {
        constraints.addAll(notTwice(spellings));
      }
    }
    needed.forEach(spellings -> constraints.add(object("anyOf", eachGiven(spellings))));
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    if (!constraints.isEmpty()) {
      schema.put("allOf", constraints);
    }
  }

  private static String sentences(Meaning meaning) {
    String failing = meaning.family().failing();
    return Character.toUpperCase(failing.charAt(0))
        + failing.substring(1)
        + " "
        + meaning.fails()
        + "."
        + (meaning.evaluated() == null ? "" : " Evaluated: " + meaning.evaluated() + ".");
  }

  private static List<String> spellings(RuleType type, List<String> names) {
    return type.fields().stream()
        .filter(field -> names.contains(field.name()))
        .flatMap(Parameter::spellings)
        .toList();
  }

  private static List<Object> eachGiven(List<String> spellings) {
    return spellings.stream().map(name -> (Object) object("required", List.of(name))).toList();
  }

  private static List<Object> notTwice(List<String> spellings) {
    List<Object> pairs = new ArrayList<>();
    for (int one = 0; one < spellings.size(); one++) {
      for (int other = one + 1; other < spellings.size(); other++) {
        List<String> both = List.of(spellings.get(one), spellings.get(other));
        pairs.add(object("not", object("required", both)));
      }
    }
    return pairs;
  }
}
