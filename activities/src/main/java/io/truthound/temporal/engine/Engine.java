package io.truthound.temporal.engine;

import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.dataset.Column;
import io.truthound.temporal.plan.ProfilePlan;
import io.truthound.temporal.plan.ProvenRows;
import io.truthound.temporal.rule.Rule;
import io.truthound.temporal.rule.RuleResolution;
import io.truthound.temporal.rule.RuleSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an engine says before anything is scanned, whichever way it scans. Implement {@link
 * DataQualityEngine} or {@link AsyncDataQualityEngine}. Safe for use by many threads.
 */
public sealed interface Engine permits DataQualityEngine, AsyncDataQualityEngine {

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
}
