package io.truthound.temporal.rule;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.truthound.temporal.dataset.TimeTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Holds the rules of a batch in the order that results are reported in. On the wire a list.
 *
 * @param rules at least one, unless there are automatic ones; the place in the list is the rule's
 *     index
 * @param automatic whether the dataset's baseline adds rules; left out on the wire, where the
 *     request says it
 */
@JsonSerialize(using = RuleJson.RuleSetSerializer.class)
@JsonDeserialize(using = RuleJson.RuleSetDeserializer.class)
public record RuleSet(List<Rule> rules, boolean automatic) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int LONGEST_MESSAGE = 200;

  public RuleSet {
    if (rules == null || (rules.isEmpty() && !automatic)) {
      throw InvalidRuleException.ofSet(
          "the list is empty (allowed: 1 or more rules; leave it out for an automatic schema)");
    }
    rules = List.copyOf(rules);
  }

  /** Takes these rules and no automatic ones. */
  public RuleSet(List<Rule> rules) {
    this(rules, false);
  }

  /**
   * Returns no rules but those that a dataset's baseline makes: the schema that its first check
   * learns. With {@link #plus} both are checked.
   */
  public static RuleSet auto() {
    return new RuleSet(List.of(), true);
  }

  /** Takes the rules in this order. */
  public static RuleSet of(Rule... rules) {
    return new RuleSet(List.of(rules));
  }

  /**
   * Reads the rules that a user wrote as JSON: a list, an object {@code {"rules": [...]}} or one
   * rule.
   *
   * @throws InvalidRuleException where the text is not JSON or a rule is not valid
   */
  public static RuleSet parse(String json) {
    try (JsonParser parser = JSON.createParser(json)) {
      return read(parser);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read rules from text", e);
    }
  }

  /**
   * Reads the rules that a user wrote, to the end of the parser's input: a list, an object {@code
   * {rules: [...]}} or one rule. Numbers are read exactly, whatever the parser's settings. Columns
   * and expressions are not checked.
   *
   * @throws InvalidRuleException where the input has no such form or a rule is not valid
   * @throws IOException where the input cannot be read
   */
  public static RuleSet read(JsonParser parser) throws IOException {
    try {
      if (parser.currentToken() == null && parser.nextToken() == null) {
        throw InvalidRuleException.ofSet("the input is empty (allowed: 1 or more rules)");
      }
      RuleSet rules = RuleReader.ofUsers().document(RuleTree.read(parser));
      if (parser.nextToken() != null) {
        throw InvalidRuleException.ofSet("found more after the end of the rules");
      }
      return rules;
    } catch (JsonProcessingException e) {
      throw InvalidRuleException.ofSet("cannot be read: " + message(e));
    }
  }

  /** Returns these rules followed by the others; nothing is dropped. */
  public RuleSet plus(RuleSet others) {
    List<Rule> all = new ArrayList<>(rules);
    all.addAll(others.rules);
    return new RuleSet(all, automatic || others.automatic);
  }

  /** Says whether another dataset that a rule names has a place for a time in its URI. */
  public boolean hasTime() {
    return rules.stream()
        .anyMatch(
            rule -> rule instanceof ReferringRule other && TimeTemplate.isIn(other.reference()));
  }

  /** Returns these rules with other datasets of a time. */
  public RuleSet at(ZonedDateTime time) {
    return hasTime() ? withReferences(uri -> TimeTemplate.resolve(uri, time)) : this;
  }

  /** Returns these rules with other places of the datasets that they name. */
  public RuleSet withReferences(UnaryOperator<String> place) {
    return new RuleSet(
        rules.stream()
            .map(
                rule ->
                    rule instanceof ReferringRule other
                        ? other.withReference(place.apply(other.reference()))
                        : rule)
            .toList(),
        automatic);
  }

  private static String message(JsonProcessingException e) {
    String message = e.getOriginalMessage().lines().findFirst().orElse("");
    String cut =
        message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message;
    return e.getLocation() == null
        ? cut
        : cut
            + " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }
}
