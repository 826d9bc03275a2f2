package io.truthound.temporal.planning;

import io.truthound.temporal.contract.BatchRequest;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.engine.Engine;
import io.truthound.temporal.engine.Preparation;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.merge.Judge;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.reader.SourceReader;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.Decision;
import io.truthound.temporal.rule.InvalidRuleException;
import io.truthound.temporal.rule.KeyRule;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleResolution;
import io.truthound.temporal.rule.RuleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rules held against a schema.
 *
 * @param all the user's rules, then the implicit ones
 * @param decided what the schema alone decides
 * @param needed the columns that the scan reads, in schema order
 */
record ResolvedRules(List<Rule> all, List<DecidedRule> decided, List<String> needed) {

  /** Returns no rules, where columns are read all the same. */
  static ResolvedRules none(List<Column> read) {
    return new ResolvedRules(List.of(), List.of(), read.stream().map(Column::name).toList());
  }

  /**
   * Resolves a request's rules.
   *
   * @param given the rules as they were written
   * @param past what became of those about the past
   * @param columns the dataset's schema
   * @param held those that files hold
   */
  static ResolvedRules of(
      BatchRequest request,
      RuleSet given,
      Settlement past,
      List<Column> columns,
      List<Column> held,
      SourceReader reader,
      Engine engine)
      throws RefusedException {
    AskedColumns.require(request.keys(), columns, "Unknown key column \"%s\"");
    RuleSet rules = past.of(given);
    RuleResolution resolution;
    try {
      // As they were written first: a refusal names what the user wrote.
      RuleResolution written = RuleResolution.of(given, columns);
      resolution =
          (past.settled().isEmpty() ? written : RuleResolution.of(rules, columns))
              .withSkipped(past.skipped());
    } catch (InvalidRuleException e) {
      throw new RefusedException(FailureTypes.RULES_REFUSED, String.valueOf(e.getMessage()));
    }
    requireKeyEngine(rules, engine);
    Preparation preparation = engine.prepare(rules, resolution, columns, request.config().extra());
    List<DecidedRule> decided = decided(resolution.withMoot(preparation.moot()), rules);
    List<String> reads = preparation.reads();
    List<String> needed = columns.stream().map(Column::name).filter(reads::contains).toList();
    List<Rule> all = new ArrayList<>(rules.rules());
    all.addAll(reader.implicitRules(held, needed));
    return new ResolvedRules(all, decided, needed);
  }

  /** Returns the columns that rules or keys read. */
  List<String> reads(List<String> keys) {
    return Stream.concat(needed.stream(), keys.stream()).distinct().toList();
  }

  private static void requireKeyEngine(RuleSet rules, Engine engine) throws RefusedException {
    for (int index = 0; index < rules.rules().size(); index++) {
      Rule rule = rules.rules().get(index);
      if (rule instanceof KeyRule && engine.keys().isEmpty()) {
        throw new RefusedException(
            FailureTypes.RULES_REFUSED,
            "Invalid rule %d (%s): the engine %s counts no keys"
                .formatted(index, rule.type(), engine.id()));
      }
    }
  }

  private static List<DecidedRule> decided(RuleResolution resolution, RuleSet rules) {
    List<DecidedRule> decided = new ArrayList<>();
    for (Decision decision : resolution.decisions()) {
      Status status =
          switch (decision.outcome()) {
            case PASSED -> Status.PASSED;
            case FAILED -> Judge.broken(rules.rules().get(decision.rule()).severity());
            case SKIPPED -> Status.SKIPPED;
          };
      decided.add(new DecidedRule(decision.rule(), status, decision.observed(), message(decision)));
    }
    return decided;
  }

  private static String message(Decision decision) {
    return decision.message() == null ? "as the rule says" : decision.message();
  }
}
