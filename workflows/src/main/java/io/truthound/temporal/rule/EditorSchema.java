package io.truthound.temporal.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the JSON Schema of what users write from the table of rule types. */
final class EditorSchema {
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  private EditorSchema() {}

  /** Takes a list of rules, an object that holds one, or one rule, as {@link RuleReader} does. */
  static Map<String, Object> ofRules() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", DRAFT);
    schema.put("title", "Rules of Truthound for Temporal");
    schema.put("description", "A list of rules, an object with the list in rules, or one rule.");
    schema.put("type", List.of("array", "object"));
    schema.put("if", object("type", "array"));
    schema.put("then", reference("rules"));
    Map<String, Object> otherwise = object("if", object("required", List.of("rules")));
    otherwise.put("then", holder());
    otherwise.put("else", reference("rule"));
    schema.put("else", otherwise);
    schema.put("$defs", definitions());
    return schema;
  }

  /** Refers to a part of the schema. */
  static Map<String, Object> reference(String name) {
    return object("$ref", "#/$defs/" + name);
  }

  /** Returns a new object with one field, to which more can be added. */
  static Map<String, Object> object(String field, Object value) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put(field, value);
    return object;
  }

  private static Map<String, Object> holder() {
    Map<String, Object> holder = object("type", "object");
    holder.put("properties", object("rules", reference("rules")));
    holder.put("additionalProperties", false);
    return holder;
  }

  private static Map<String, Object> definitions() {
    List<RuleType> types =
        Arrays.stream(RuleType.values()).filter(type -> !type.implicit()).toList();
    Map<String, Object> rules = object("type", "array");
    rules.put("minItems", 1);
    rules.put("items", reference("rule"));

    Map<String, Object> definitions = object("rules", rules);
    definitions.put("rule", rule(types));
    types.forEach(type -> definitions.put("rule." + type.text(), TypeSchema.of(type)));
    definitions.putAll(KindSchema.shared());
    return definitions;
  }

  /** Leads from the type's name to its own schema, so that an editor explains that one alone. */
  private static Map<String, Object> rule(List<RuleType> types) {
    Map<String, Object> names = object("description", "What the rule says.");
    names.put("enum", RuleType.spellings());
    List<Object> branches = new ArrayList<>();
    for (RuleType type : types) {
      Map<String, Object> named = object("properties", object("type", TypeSchema.named(type)));
      named.put("required", List.of("type"));
      Map<String, Object> branch = object("if", named);
      branch.put("then", reference("rule." + type.text()));
      branches.add(branch);
    }
    Map<String, Object> rule = object("type", "object");
    rule.put("properties", object("type", names));
    rule.put("required", List.of("type"));
    rule.put("allOf", branches);
    return rule;
  }
}
