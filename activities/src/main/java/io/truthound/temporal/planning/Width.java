package io.truthound.temporal.planning;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.planning.Planner.DraftPlan;
import io.truthound.temporal.rule.AggregateRule;
import io.truthound.temporal.rule.KeyRule;
import io.truthound.temporal.rule.ProfileDistance;
import io.truthound.temporal.rule.ReferringRule;
import io.truthound.temporal.rule.Rule;

/**
 * Decides whether a batch is wide: whether it has so much for each rule that history, which holds
 * no more than 32 KiB at once, is left out and the artifact store has it instead.
 */
final class Width {
  /** What a slice's summary has room for beside its errors. */
  private static final int MOST_TALLY_BYTES = 16 * 1024;

  /** What a plan's summary has room for beside names and references. */
  private static final int MOST_DECIDED_BYTES = 12 * 1024;

  /** What history has room for of the verdicts of rules that measure columns or keys. */
  private static final int MOST_MEASURED = 50;

  /** Totals, head, tail, the lowest failing chunk's own, those up to it. */
  private static final int TALLIES_OF_A_SUMMARY = 5;

  private Width() {}

  static boolean isWide(DraftPlan draft, int userRules) {
    // A rule's tally stands there as two numbers, each up to all rows, and two marks.
    long tally = 2L * Long.toString(draft.dataset().rows()).length() + 2;
    long measured = draft.rules().stream().filter(Width::isMeasured).count();
    // Values of rows stand in no history.
    return measured > MOST_MEASURED
        || draft.rules().stream().anyMatch(Width::hasValues)
        || tally * draft.rules().size() * TALLIES_OF_A_SUMMARY > MOST_TALLY_BYTES
        || bytes(draft.decided())
                + bytes(draft.rules().subList(userRules, draft.rules().size()))
                + bytes(draft.settled())
            > MOST_DECIDED_BYTES;
  }

  private static boolean hasValues(Rule rule) {
    return rule instanceof ProfileDistance distance && !distance.values().isEmpty();
  }

  private static boolean isMeasured(Rule rule) {
    return rule instanceof AggregateRule
        || rule instanceof KeyRule
        || rule instanceof ReferringRule;
  }

  private static int bytes(Object value) {
    return ArtifactJson.write(value).length;
  }
}
