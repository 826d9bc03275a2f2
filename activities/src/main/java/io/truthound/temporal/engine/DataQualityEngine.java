package io.truthound.temporal.engine;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.plan.PlanPart;
import io.truthound.temporal.plan.ProfilePlan;
import io.truthound.temporal.plan.ProvenRows;
import io.truthound.temporal.plan.Slice;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleResolution;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks slices of data against rules. The door that every engine comes through: the workflow
 * reaches none otherwise. Implementations are safe for use by many threads.
 */
public interface DataQualityEngine {

  /**
   * Returns the engine's name and version and whatever else its answers depend on. It is pinned in
   * the plan: workers with another id do not take part in the batch.
   */
  String id();

  /**
   * Refuses what it cannot do, before anything is scanned.
   *
   * @param rules the user's rules, resolved against the columns
   * @param resolution which of them are decided already and may name missing columns, and which
   *     columns schema rules report
   * @param columns the schema of the whole dataset
   * @param extra the engine's own settings
   * @return the columns that it will read to check the other rules, and which of those are moot
   * @throws RefusedException if a rule or a setting cannot be carried out
   */
  Preparation prepare(
      RuleSet rules, RuleResolution resolution, List<Column> columns, Map<String, String> extra)
      throws RefusedException;

  /**
   * Says of which rows a source's statistics already decide that a rule evaluates all of them and
   * none breaks it. What the statistics say is taken for true. An engine that does not say
   * otherwise makes no use of them.
   *
   * @param rules all rules by index
   * @param columns the schema of the dataset, which the source has as it is
   * @param statistics of the source's blocks, in row order
   */
  default List<ProvenRows> prove(
      List<Rule> rules, List<Column> columns, List<BlockStatistics> statistics) {
    return List.of();
  }

  /** Returns what counts keys; nothing where rules about keys are refused. */
  default Optional<KeyEngine> keys() {
    return Optional.empty();
  }

  /**
   * Scans a slice once and counts, for each rule and chunk, the rows evaluated and failed; and
   * says, for each segment and each column of {@code ColumnNeeds}, what its readable rows say of
   * it. Bad data is a finding and never an exception.
   *
   * @param plan the plan's head
   * @param part the part of the plan that names the slice's sources
   * @param slice what to scan
   * @param watch is told of progress, and says when to stop
   * @param findings takes what is found
   * @throws IOException if infrastructure fails; the slice is tried again
   * @throws ScanCancelledException if the watch said to stop
   */
  void check(BatchPlan plan, PlanPart part, Slice slice, ScanWatch watch, SliceFindings findings)
      throws IOException, ScanCancelledException;

  /**
   * Looks at the first block of a dataset and settles how each column is profiled. An engine that
   * does not say otherwise profiles nothing.
   *
   * @throws RefusedException if the engine does not profile, or not these columns
   * @throws IOException if infrastructure fails
   * @throws ScanCancelledException if the watch said to stop
   */
  default ProfilePlan planProfile(ProfileSurvey survey, Map<String, String> extra, ScanWatch watch)
      throws RefusedException, IOException, ScanCancelledException {
    throw new RefusedException(
        FailureTypes.REQUEST_REFUSED, "The engine " + id() + " checks rules and does not profile");
  }

  /**
   * Scans a slice for what its columns are like: for each segment, what its readable rows say. Else
   * as {@link #check}. Called only for plans that the engine made a profile of.
   */
  default void profile(
      BatchPlan plan, PlanPart part, Slice slice, ScanWatch watch, SliceFindings findings)
      throws IOException, ScanCancelledException {
    throw new IOException("The engine " + id() + " checks rules and does not profile");
  }
}
