package io.truthound.temporal.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Describes every type of rule that this version has, for people and for editors. */
public final class RuleVocabulary {
  private RuleVocabulary() {}

  /** Returns all types in their order: first those that users write, family by family. */
  public static List<RuleDescription> all() {
    return Arrays.stream(RuleFamily.values())
        .flatMap(family -> described().filter(rule -> rule.family() == family))
        .toList();
  }

  /** Finds a type by its canonical name or an alias, upper and lower case as they are. */
  public static Optional<RuleDescription> find(String name) {
    return RuleType.find(name).map(RuleDescription::of);
  }

  /**
   * Returns the JSON Schema (draft 2020-12) of a file of rules: maps, lists, text, numbers and
   * booleans, in a fixed order. As {@link RuleSet#read} does, it refuses unknown types, unknown,
   * missing and doubled fields, and values of another kind; what a schema cannot say, such as that
   * bounds do not cross, only reading refuses.
   */
  public static Map<String, Object> jsonSchema() {
    return EditorSchema.ofRules();
  }

  private static Stream<RuleDescription> described() {
    return Arrays.stream(RuleType.values()).map(RuleDescription::of);
  }
}
