package io.truthound.temporal.planning;

import io.truthound.temporal.contract.ArtifactJson;
import io.truthound.temporal.contract.FailureTypes;
import io.truthound.temporal.contract.RunFolder;
import io.truthound.temporal.contract.RunPaths;
import io.truthound.temporal.engine.RefusedException;
import io.truthound.temporal.plan.BatchPlan;
import io.truthound.temporal.storage.ArtifactStore;
import io.truthound.temporal.storage.RunArtifacts;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The plan of an earlier batch in whose place another goes on. What its slices found counts only
 * where both plans are the same, byte by byte.
 */
public final class EarlierPlan {
  /** A name in the store, which leads nowhere else. */
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

  private final String run;
  private final PlanStore plans;
  private final byte[] bytes;

  private EarlierPlan(String run, PlanStore plans, byte[] bytes) {
    this.run = run;
    this.plans = plans;
    this.bytes = bytes;
  }

  /**
   * Finds the plan of an earlier batch.
   *
   * @param folder the folder of that batch
   * @throws RefusedException if the store has none
   */
  public static EarlierPlan of(ArtifactStore store, RunFolder folder)
      throws RefusedException, IOException {
    String run = folder.run();
    byte[] bytes =
        RUN.matcher(run).matches()
            ? new RunArtifacts(store, folder).find(RunPaths.PLAN).orElse(null)
            : null;
    if (bytes == null) {
      throw new RefusedException(
          FailureTypes.REQUEST_REFUSED,
          "Cannot resume run %s: the store %s has no plan of it (%s)"
              .formatted(
                  run,
                  store.uri(),
                  "its first run's id is wanted, and the store that it was given"));
    }
    return new EarlierPlan(run, new PlanStore(store, folder), bytes);
  }

  /** Returns what the earlier plan says. */
  public BatchPlan plan() throws IOException {
    return plans.parsed(bytes);
  }

  /**
   * Requires that a new plan is the same.
   *
   * @param plan the head of the new plan, whose parts {@code written} has
   * @throws RefusedException naming what differs, if it is another
   */
  public void requireSame(BatchPlan plan, PlanStore written) throws RefusedException, IOException {
    if (Arrays.equals(bytes, ArtifactJson.write(plan))) {
      return;
    }
    List<String> differences = new PlanDifferences(plans.parsed(bytes), plans, plan, written).all();
    throw new RefusedException(
        FailureTypes.REQUEST_REFUSED,
        "Cannot resume run %s, whose plan is another: %s"
            .formatted(run, String.join("; ", differences)));
  }
}
