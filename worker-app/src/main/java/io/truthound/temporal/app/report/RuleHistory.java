package io.truthound.temporal.app.report;

import io.truthound.temporal.contract.HistoryRule;
import io.truthound.temporal.result.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One rule through the runs of a dataset.
 *
 * @param results what became of it in each run, the oldest first; nothing where the run did not
 *     have it, or keeps only rules that did not pass
 */
public record RuleHistory(List<Optional<HistoryRule>> results) {
  public RuleHistory {
    results = List.copyOf(results);
  }

  /** Which rules of several runs are one. */
  private record Kind(String type, @Nullable String name, List<String> columns, int nth) {
    Kind(HistoryRule rule) {
      this(rule.type(), rule.name(), rule.columns(), rule.nth());
    }
  }

  /** Returns those that did not pass in some run, in the order in which they first appear. */
  static List<RuleHistory> of(List<List<HistoryRule>> runs) {
    Map<Kind, List<Optional<HistoryRule>>> all = new LinkedHashMap<>();
    for (int run = 0; run < runs.size(); run++) {
      for (HistoryRule rule : runs.get(run)) {
        List<Optional<HistoryRule>> results =
            all.computeIfAbsent(new Kind(rule), kind -> new ArrayList<>());
        while (results.size() < run) {
          results.add(Optional.empty());
        }
        results.add(Optional.of(rule));
      }
    }
    for (List<Optional<HistoryRule>> results : all.values()) {
      while (results.size() < runs.size()) {
        results.add(Optional.empty());
      }
    }
    return all.values().stream().map(RuleHistory::new).filter(RuleHistory::broken).toList();
  }

  private boolean broken() {
    return results.stream()
        .flatMap(Optional::stream)
        .anyMatch(rule -> rule.status() != Status.PASSED && rule.status() != Status.SKIPPED);
  }

  /** Returns what became of it the last time that is known. */
  public HistoryRule latest() {
    return results.stream().flatMap(Optional::stream).reduce((first, next) -> next).orElseThrow();
  }

  /** Returns the user's name of it, else its type and its columns. */
  public String title() {
    HistoryRule rule = latest();
    String columns = String.join(", ", rule.columns());
    String title =
        Words.line(
            rule.name() == null
                ? rule.type() + (columns.isEmpty() ? "" : " " + columns)
                : rule.name());
    return rule.nth() == 0 ? title : title + " (" + (rule.nth() + 1) + ")";
  }

  /** Returns how many rows broke it in each run; 0 where that is not known. */
  public List<Long> failed() {
    return results.stream().map(rule -> rule.map(HistoryRule::failed).orElse(0L)).toList();
  }
}
