package io.truthound.temporal.planning;

import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.dataset.OwnColumn;
import io.truthound.temporal.dataset.Source;
import io.truthound.temporal.engine.BlockStatistics;
import io.truthound.temporal.engine.Engine;
import io.truthound.temporal.plan.DecidedRule;
import io.truthound.temporal.plan.ProvenRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the sources' own statistics decide of rules. */
final class Proofs {
  private final ResolvedRules rules;
  private final List<Column> columns;
  private final Engine engine;

  Proofs(ResolvedRules rules, List<Column> columns, Engine engine) {
    this.rules = rules;
    this.columns = columns;
    this.engine = engine;
  }

  /**
   * Returns what is proven of each source.
   *
   * @param sources in plan order
   * @param statistics those of each source's blocks
   */
  List<List<ProvenRows>> of(List<Source> sources, List<List<BlockStatistics>> statistics) {
    List<List<ProvenRows>> proven = new ArrayList<>();
    for (int at = 0; at < sources.size(); at++) {
      proven.add(of(sources.get(at), statistics.get(at)));
    }
    return proven;
  }

  /** What a source has otherwise than the dataset, its statistics tell otherwise too. */
  private List<ProvenRows> of(Source source, List<BlockStatistics> statistics) {
    if (statistics.isEmpty()) {
      return List.of();
    }
    Set<String> others =
        source.own().stream().map(OwnColumn::name).collect(Collectors.toCollection(TreeSet::new));
    Set<Integer> decided =
        rules.decided().stream()
            .map(DecidedRule::rule)
            .collect(Collectors.toCollection(TreeSet::new));
    List<Column> asTheyAre =
        columns.stream().filter(column -> !others.contains(column.name())).toList();
    return engine.prove(rules.all(), asTheyAre, statistics).stream()
        .filter(rows -> !decided.contains(rows.rule()))
        .toList();
  }
}
