package io.truthound.temporal.app.report;

import io.truthound.temporal.contract.HistoryEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The last runs of a dataset.
 *
 * @param dataset the dataset's name
 * @param runs what they came to, in the order in which they were recorded; one at least
 */
public record RecentRuns(String dataset, List<HistoryEntry> runs) {
  public RecentRuns {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("Invalid history of " + dataset + ": no runs");
    }
  }

  /** Returns the rules that did not pass in some of these runs. */
  public List<RuleHistory> brokenRules() {
    return RuleHistory.of(runs.stream().map(HistoryEntry::rules).toList());
  }

  /** Returns how many rows there were in each run. */
  public List<Long> rows() {
    return runs.stream().map(run -> run.dataset().rows()).toList();
  }

  /** Returns which time a run is about, to the second. */
  public static String time(HistoryEntry run) {
    Instant time = run.time();
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Says {@code 900 to 1,200}. */
  public static String range(List<Long> counts) {
    long least = counts.stream().mapToLong(Long::longValue).min().orElse(0);
    long most = counts.stream().mapToLong(Long::longValue).max().orElse(0);
    return least == most ? Words.number(most) : Words.number(least) + " to " + Words.number(most);
  }
}
