package io.truthound.temporal.merge;

import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.merge.MergedPrefix.Stop;
import io.truthound.temporal.result.Ended;
import io.truthound.temporal.result.StatusCounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what the rules' verdicts follow from once a batch is over. */
public final class Grounds {
  private Grounds() {}

  /**
   * Returns the grounds of the verdicts.
   *
   * @param strategy whether the failing chunk's own result is asked for
   * @param chunks number of planned chunks
   * @param merged what the slices came to
   * @param ended how the batch came to its end
   * @param measured the verdicts of rules that measure columns, where all rows were seen
   */
  public static Verdicts.Basis of(
      AggregationStrategy strategy,
      long chunks,
      MergedPrefix merged,
      Ended ended,
      List<MeasuredRule> measured) {
    Stop stop = merged.stop();
    boolean ownOnly = strategy == AggregationStrategy.FIRST_FAILURE;
    return new Verdicts.Basis(
        stop != null && ownOnly ? stop.own() : merged.closedTotals(),
        notReached(chunks, merged),
        noDatasetRules(ended, merged.counts()),
        measured);
  }

  private static @Nullable String notReached(long chunks, MergedPrefix merged) {
    boolean nothingClosed = merged.stop() == null && merged.counts().total() == 0;
    return nothingClosed && chunks > 0 ? "no chunk was reached" : null;
  }

  private static @Nullable String noDatasetRules(Ended ended, StatusCounts counts) {
    if (ended != Ended.COMPLETED) {
      return "the batch ended before all rows were seen";
    }
    return counts.error() > 0 ? "some rows could not be read" : null;
  }
}
