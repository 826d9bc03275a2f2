package io.truthound.temporal.app.report;

import io.truthound.temporal.StoredHistory;
import io.truthound.temporal.contract.HistoryEntry;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.result.ArtifactRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The last runs of a dataset.
 *
 * @param dataset the dataset's name
 * @param runs what they came to, in the order in which they were recorded; one at least
 */
public record RecentRuns(String dataset, List<HistoryEntry> runs) {
  private static final int MOST_SHOWN = 20;

  /** How many runs after the one that gave an answer are passed over to find it, and more. */
  private static final int MOST_SOUGHT = 200;

  public RecentRuns {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("Invalid history of " + dataset + ": no runs");
    }
  }

  /**
   * Returns the last checks of an answer's dataset, the one that gave the answer at the end;
   * nothing where that was the first, is not recorded, or the store cannot be read from here.
   */
  public static Optional<RecentRuns> until(FullReport answer) {
    ArtifactRef report = answer.result().report();
    if (report == null || answer.problem() != null) {
      return Optional.empty();
    }
    String dataset = answer.result().dataset().name();
    try (Stream<HistoryEntry> newestFirst =
        StoredHistory.in(RunPaths.store(report.uri())).of(dataset)) {
      List<HistoryEntry> runs =
          new ArrayList<>(
              newestFirst
                  .limit(MOST_SOUGHT)
                  .dropWhile(run -> !run.report().uri().equals(report.uri()))
                  .filter(run -> run.operation() == Operation.CHECK)
                  .limit(MOST_SHOWN)
                  .toList());
      Collections.reverse(runs);
      return runs.size() < 2 ? Optional.empty() : Optional.of(new RecentRuns(dataset, runs));
    } catch (IOException | UncheckedIOException | IllegalArgumentException unreadable) {
      return Optional.empty();
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
