package io.truthound.temporal.engine.truthound;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.DataType;
import io.truthound.temporal.duckdb.DuckDb;
import io.truthound.temporal.engine.truthound.expression.SafeExpression;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.reader.OpenSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rules of a plan that a scan counts, as SQL over one open source. */
final class CompiledRules {
  private final List<CompiledRule> rules = new ArrayList<>();

  /** The columns that each of them reads. */
  private final List<Set<String>> reads = new ArrayList<>();

  private CompiledRules() {}

  /**
   * Compiles the rules that are not decided and not a matter of other scans.
   *
   * @param types those of the plan's columns
   */
  static CompiledRules of(BatchPlan plan, OpenSource open, Map<String, DataType> types, DuckDb db) {
    List<String> names = plan.columns().stream().map(Column::name).toList();
    Set<String> spokenOf = new TreeSet<>();
    RuleCompiler compiler =
        new RuleCompiler(
            open,
            types,
            text -> {
              SafeExpression parsed = SafeExpression.parse(db.connection(), text, names);
              spokenOf.addAll(parsed.columns());
              return new RowExpression(parsed);
            });
    Set<Integer> decided =
        plan.decided().stream()
            .map(DecidedRule::rule)
            .collect(Collectors.toCollection(TreeSet::new));
    CompiledRules compiled = new CompiledRules();
    for (int index = 0; index < plan.rules().size(); index++) {
      spokenOf.clear();
      CompiledRule rule =
          decided.contains(index) ? null : compiler.compile(index, plan.rules().get(index));
      if (rule != null) {
        spokenOf.addAll(plan.rules().get(index).columns());
        compiled.add(rule, new TreeSet<>(spokenOf));
      }
    }
    return compiled;
  }

  private void add(CompiledRule rule, Set<String> columns) {
    rules.add(rule);
    reads.add(columns);
  }

  /** Returns those that are not among rules named by their indices. */
  CompiledRules without(Set<Integer> proven) {
    CompiledRules others = new CompiledRules();
    for (int at = 0; at < rules.size(); at++) {
      if (!proven.contains(rules.get(at).index())) {
        others.add(rules.get(at), reads.get(at));
      }
    }
    return others;
  }

  /**
   * Returns them in so many parts, or fewer, of which each reads few columns; one where there is no
   * rule.
   */
  List<CompiledRules> inParts(int parts) {
    int count = Math.min(parts, rules.size());
    if (count < 2) {
      return List.of(this);
    }
    List<Integer> positions = new ArrayList<>();
    for (int at = 0; at < rules.size(); at++) {
      positions.add(at);
    }
    positions.sort(Comparator.comparing(at -> String.join(",", reads.get(at))));
    List<CompiledRules> divided = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      CompiledRules some = new CompiledRules();
      int end = (part + 1) * positions.size() / count;
      for (int at : positions.subList(part * positions.size() / count, end)) {
        some.add(rules.get(at), reads.get(at));
      }
      divided.add(some);
    }
    return divided;
  }

  boolean areNone() {
    return rules.isEmpty();
  }

  List<CompiledRule> all() {
    return Collections.unmodifiableList(rules);
  }

  /** Returns the columns that the rule at a position reads. */
  Set<String> reads(int position) {
    return reads.get(position);
  }

  /** Returns the columns that they read. */
  Set<String> columns() {
    Set<String> columns = new TreeSet<>();
    reads.forEach(columns::addAll);
    return columns;
  }
}
