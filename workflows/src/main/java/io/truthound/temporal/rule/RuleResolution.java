package io.truthound.temporal.rule;

import io.truthound.temporal.dataset.Column;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Holds what the schema alone says about rules: schema rules are decided, rules on columns that
 * they report are skipped, and all others are known to fit their columns. Expressions and patterns
 * are not checked; who reads them adds with {@link #withMoot} what they make moot.
 */
public final class RuleResolution {
  private final List<Decision> decisions;
  private final Map<String, String> reportedColumns;

  private RuleResolution(List<Decision> decisions, Map<String, String> reportedColumns) {
    this.decisions = List.copyOf(decisions);
    this.reportedColumns = Collections.unmodifiableMap(new LinkedHashMap<>(reportedColumns));
  }

  /**
   * Resolves rules against the columns of a dataset, in any order of columns.
   *
   * @throws InvalidRuleException where a rule names an unknown column or cannot apply to its type,
   *     unless a schema rule reports that column as missing or mistyped; the lowest index wins
   */
  public static RuleResolution of(RuleSet rules, List<Column> columns) {
    Schema schema = new Schema(columns);
    SchemaDecisions schemaDecisions = new SchemaDecisions(schema);
    Map<Integer, Decision> decided = new TreeMap<>();
    for (int index = 0; index < rules.rules().size(); index++) {
      if (rules.rules().get(index) instanceof SchemaRule rule) {
        decided.put(index, schemaDecisions.decide(index, rule));
      }
    }
    Applicability applicability = new Applicability(schema);
    for (int index = 0; index < rules.rules().size(); index++) {
      Rule rule = rules.rules().get(index);
      if (!(rule instanceof SchemaRule)) {
        Optional<String> reported = schemaDecisions.firstReported(rule.columns());
        if (reported.isPresent()) {
          decided.put(index, Decision.skipped(index, reported.get()));
        } else {
          refuse(applicability, index, rule);
        }
      }
    }
    return new RuleResolution(List.copyOf(decided.values()), schemaDecisions.reported());
  }

  /** Returns what is decided, by rising index; rules that need the rows are not among them. */
  public List<Decision> decisions() {
    return decisions;
  }

  /** Returns the decision about the rule of that index; empty where it needs the rows. */
  public Optional<Decision> decision(int index) {
    return decisions.stream().filter(decision -> decision.rule() == index).findFirst();
  }

  /** Says whether the rule of that index needs no rows any more. */
  public boolean decided(int index) {
    return decision(index).isPresent();
  }

  /** Returns the columns that schema rules report as missing or mistyped, each with the reason. */
  public Map<String, String> reportedColumns() {
    return reportedColumns;
  }

  /**
   * Returns a copy in which further rules are skipped, unless they are decided already.
   *
   * @param reasons why, by the rule's index
   */
  public RuleResolution withSkipped(Map<Integer, String> reasons) {
    Map<Integer, Decision> decided = new TreeMap<>();
    reasons.forEach((index, reason) -> decided.put(index, Decision.skipped(index, reason)));
    decisions.forEach(decision -> decided.put(decision.rule(), decision));
    return new RuleResolution(List.copyOf(decided.values()), reportedColumns);
  }

  /**
   * Returns a copy in which further rules are skipped, because an expression, condition or filter
   * of theirs names a reported column.
   *
   * @param columns that column by the rule's index
   * @throws IllegalArgumentException if a rule is decided already or no schema rule reports its
   *     column
   */
  public RuleResolution withMoot(Map<Integer, String> columns) {
    Map<Integer, Decision> decided = new TreeMap<>();
    decisions.forEach(decision -> decided.put(decision.rule(), decision));
    columns.forEach(
        (index, column) -> {
          String reason = reportedColumns.get(column);
          if (reason == null || decided.containsKey(index)) {
            throw new IllegalArgumentException(
                "Cannot skip rule "
                    + index
                    + " for column "
                    + Problems.quote(column)
                    + (reason == null ? ": no schema rule reports it" : ": it is decided already"));
          }
          decided.put(index, Decision.skipped(index, reason));
        });
    return new RuleResolution(List.copyOf(decided.values()), reportedColumns);
  }

  private static void refuse(Applicability applicability, int index, Rule rule) {
    try {
      Optional<String> problem = rule.accept(applicability);
      if (problem.isPresent()) {
        throw InvalidRuleException.of(null, problem.get());
      }
    } catch (InvalidRuleException e) {
      throw e.locatedAt(index, rule.type());
    }
  }
}
