package io.truthound.temporal.planning;

import io.truthound.temporal.plan.SettledRule;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of a request's rules about the past.
 *
 * @param settled those in whose place an ordinary rule stands, by ascending rule
 * @param skipped why others have no past to be held against, by rule
 */
public record Settlement(List<SettledRule> settled, Map<Integer, String> skipped) {
  /** Of rules of which none is about the past. */
  public static final Settlement NONE = new Settlement(List.of(), Map.of());

  public Settlement {
    settled = List.copyOf(settled);
    skipped = Collections.unmodifiableMap(new TreeMap<>(skipped));
  }

  /** Returns the rules as they were settled. */
  RuleSet of(RuleSet rules) {
    if (settled.isEmpty()) {
      return rules;
    }
    List<Rule> all = new ArrayList<>(rules.rules());
    settled.forEach(each -> all.set(each.rule(), each.as()));
    return new RuleSet(all, rules.automatic());
  }
}
