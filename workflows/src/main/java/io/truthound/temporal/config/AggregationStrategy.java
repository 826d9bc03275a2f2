package io.truthound.temporal.config;

/** Says how the verdicts of many chunks become one answer. */
public enum AggregationStrategy {
  /** One result: each rule's tallies summed over all chunks, judged once. */
  MERGE,
  /** The worst chunk status; tallies as in {@link #MERGE}. */
  WORST,
  /** The best chunk status; tallies as in {@link #MERGE}. */
  BEST,
  /** The most frequent chunk status, a tie takes the worse; tallies as in {@link #MERGE}. */
  MAJORITY,
  /** Stops at the lowest failing chunk and returns that chunk's own result. */
  FIRST_FAILURE,
  /** Every chunk's own result, streamed from the store; the overall status as in {@link #MERGE}. */
  ALL
}
