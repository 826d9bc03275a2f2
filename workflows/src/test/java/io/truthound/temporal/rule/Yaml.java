package io.truthound.temporal.rule;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the YAML that users write, as rules, as fields and as a tree. */
final class Yaml {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();

  private Yaml() {}

  static RuleSet rules(String text) {
    try (JsonParser parser = YAML.createParser(text)) {
      return RuleSet.read(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode tree(String text) {
    try {
      return YAML.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the fields of the only rule of a list. */
  static Map<String, Object> onlyRule(String text) {
    List<LinkedHashMap<String, Object>> rules =
        JSON.convertValue(tree(text), new TypeReference<>() {});
    return rules.get(0);
  }

  /** Writes fields as a list of one rule. */
  static String list(Map<String, Object> rule) {
    return JSON.valueToTree(List.of(rule)).toString();
  }
}
