package io.truthound.temporal.planning;

import io.truthound.temporal.contract.HistoryEntry;
import io.truthound.temporal.contract.HistoryRule;
import io.truthound.temporal.contract.Operation;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.rule.AgainstHistory;
import io.truthound.temporal.rule.Figure;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The checks of a dataset that saw all its rows, the newest first. Of several of one time of the
 * data, the last. Not safe for use by many threads.
 */
final class PastRuns {
  private final PastEntries entries;
  private final List<HistoryEntry> known = new ArrayList<>();
  private final Set<Instant> times = new LinkedHashSet<>();
  private int next;

  PastRuns(PastEntries entries) {
    this.entries = entries;
  }

  /**
   * Returns a figure in the last runs that have it, the newest first.
   *
   * @param alike how many rules before this one measure the same
   */
  PastFigures figures(AgainstHistory rule, int alike) throws IOException {
    List<BigDecimal> figures = new ArrayList<>();
    for (int at = 0; figures.size() < rule.runs(); at++) {
      Optional<HistoryEntry> run = run(at);
      if (run.isEmpty()) {
        break;
      }
      figure(rule, alike, run.get()).ifPresent(figures::add);
    }
    return new PastFigures(figures);
  }

  private static Optional<BigDecimal> figure(AgainstHistory rule, int alike, HistoryEntry run) {
    HistoryRule found = null;
    for (HistoryRule each : run.rules()) {
      boolean measures =
          each.type().equals(rule.figure().text()) && each.columns().equals(rule.columns());
      boolean same =
          String.valueOf(each.name()).equals(String.valueOf(rule.name())) && each.nth() == alike;
      // Which quantile it is, an entry does not say.
      if (measures && (same || (found == null && rule.figure() != Figure.QUANTILE))) {
        found = each;
        if (same) {
          break;
        }
      }
    }
    if (found == null) {
      return rule.figure() == Figure.ROW_COUNT
          ? Optional.of(BigDecimal.valueOf(run.dataset().rows()))
          : Optional.empty();
    }
    boolean broken = found.status() == Status.FAILED || found.status() == Status.WARNING;
    return broken && !rule.alsoBroken() ? Optional.empty() : Optional.ofNullable(found.observed());
  }

  private Optional<HistoryEntry> run(int at) throws IOException {
    while (known.size() <= at) {
      Optional<HistoryEntry> entry = entries.back(next++);
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      entry.filter(this::counts).ifPresent(known::add);
    }
    return Optional.of(known.get(at));
  }

  private boolean counts(HistoryEntry entry) {
    Instant scheduled = entry.scheduled();
    boolean whole = entry.ended() == Ended.COMPLETED && entry.chunks().error() == 0;
    return entry.operation() == Operation.CHECK
        && whole
        && (scheduled == null || times.add(scheduled));
  }
}
