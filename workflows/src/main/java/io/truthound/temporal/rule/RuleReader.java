package io.truthound.temporal.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a {@link RuleTree} into rules; every refusal names the rule's index and type. */
final class RuleReader {
  private static final String ALLOWED = "a list of rules, {\"rules\": [...]} or one rule";

  private final boolean fromUser;

  private RuleReader(boolean fromUser) {
    this.fromUser = fromUser;
  }

  /** Reads what users write: without the implicit rules. */
  static RuleReader ofUsers() {
    return new RuleReader(true);
  }

  /** Reads what {@link RuleWriter} wrote. */
  static RuleReader ofWire() {
    return new RuleReader(false);
  }

  /** Reads a list of rules, an object that holds one, or one rule. */
  RuleSet document(@Nullable Object tree) {
    if (!(tree instanceof Map<?, ?> object)) {
      return list(tree);
    } else if (!object.containsKey("rules")) {
      return new RuleSet(List.of(rule(0, object)));
    }
    for (Object field : object.keySet()) {
      if (!field.equals("rules")) {
        throw InvalidRuleException.ofSet(
            Problems.unknown("field", (String) field, List.of("rules"), List.of("rules")));
      }
    }
    if (object.get("rules") == RuleTree.TWICE) {
      throw InvalidRuleException.ofSet("field \"rules\" is given twice");
    }
    return list(object.get("rules"));
  }

  RuleSet list(@Nullable Object tree) {
    if (!(tree instanceof List<?> entries)) {
      throw InvalidRuleException.ofSet(
          "found " + Problems.found(tree) + " (allowed: " + ALLOWED + ")");
    }
    List<Rule> rules = new ArrayList<>();
    for (Object entry : entries) {
      rules.add(rule(rules.size(), entry));
    }
    return new RuleSet(rules);
  }

  /** Reads one rule; the index is null where it stands alone. */
  Rule rule(@Nullable Integer index, @Nullable Object tree) {
    RuleType type = null;
    try {
      if (!(tree instanceof Map<?, ?> object)) {
        throw InvalidRuleException.of(
            null, "found " + Problems.found(tree) + " (allowed: an object with a \"type\")");
      }
      type = type(object);
      return type.read(Fields.of(type.fields(), object, List.of("type")));
    } catch (InvalidRuleException e) {
      throw e.locatedAt(index, type == null ? null : type.text());
    }
  }

  private RuleType type(Map<?, ?> object) {
    Object found = object.get("type");
    if (found == RuleTree.TWICE) {
      throw InvalidRuleException.of(null, "field \"type\" is given twice");
    } else if (found == null && !object.containsKey("type")) {
      throw InvalidRuleException.of(
          null, "missing \"type\" (allowed: " + String.join(", ", RuleType.names()) + ")");
    } else if (!(found instanceof String text)) {
      throw Checks.refused(null, "type", found, String.join(", ", RuleType.names()));
    } else {
      return RuleType.find(text)
          .filter(type -> !fromUser || !type.implicit())
          .orElseThrow(
              () ->
                  InvalidRuleException.of(
                      null,
                      Problems.unknown("type", text, RuleType.names(), RuleType.spellings())));
    }
  }
}
