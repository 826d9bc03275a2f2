package io.truthound.temporal.workflow;

import io.truthound.temporal.config.AggregationStrategy;
import io.truthound.temporal.config.BatchConfig;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.result.Tallies;
import java.util.ArrayList;
import java.util.List;

/**
 * Knows the rules whose samples are full. Samples are the lowest failing rows, so once the slices
 * merged so far have enough of them, none of a later slice is shown.
 *
 * @param enough how many rows fill a sample; 0 where later rows may be shown all the same
 */
record SampledRules(int enough) {

  /** Chunks whose own result may be asked for show rows of their own. */
  static SampledRules of(BatchConfig config) {
    boolean ownResults =
        config.aggregationStrategy() == AggregationStrategy.FIRST_FAILURE
            || config.aggregationStrategy() == AggregationStrategy.ALL;
    return new SampledRules(ownResults ? 0 : config.sampleSize());
  }

  /** Returns the indices of the rules with enough failing rows, ascending. */
  List<Integer> of(MergedPrefix merged) {
    List<Integer> full = new ArrayList<>();
    Tallies totals = merged.totals();
    for (int rule = 0; enough > 0 && rule < totals.byRule().size(); rule++) {
      if (totals.of(rule).failed() >= enough) {
        full.add(rule);
      }
    }
    return full;
  }
}
