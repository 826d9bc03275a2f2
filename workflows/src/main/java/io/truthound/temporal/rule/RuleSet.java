package io.truthound.temporal.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * Holds the rules of a batch in the order that results are reported in.
 *
 * @param rules at least one; the place in the list is the rule's index
 */
public record RuleSet(List<Rule> rules) {

  public RuleSet {
    if (rules == null || rules.isEmpty()) {
      throw InvalidRuleException.ofSet(
          "the list is empty (allowed: 1 or more rules; leave it out for an automatic schema)");
    }
    rules = List.copyOf(rules);
  }

  /** Takes the rules in this order. */
  public static RuleSet of(Rule... rules) {
    return new RuleSet(List.of(rules));
  }

  /** Returns these rules followed by the others; nothing is dropped. */
  public RuleSet plus(RuleSet others) {
    List<Rule> all = new ArrayList<>(rules);
    all.addAll(others.rules);
    return new RuleSet(all);
  }
}
