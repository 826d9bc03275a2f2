package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.result.ArtifactRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow run whose history is long enough hands to the one that continues it. Nothing is
 * in flight then, and all slices begun are merged.
 *
 * @param plan what was planned
 * @param merged what the slices so far came to
 * @param folded where their tallies lie when history does not hold them; else null
 * @param begun when the batch began: its total timeout counts from there
 * @param paused whether a person paused it
 * @param maxWorkers how many activities a person lets it have in flight; null as configured
 * @param lostInARow how many slices right before the first that is not merged were given up
 * @param states how far the states of slices are merged
 * @param keys how many key partitions are counted, in the order of rules and partitions
 * @param keysInVain whether keys were to be counted before slices are scanned, and were not: they
 *     are counted afterwards
 * @param events how much has happened, for those who ask for what is new
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Carried(
    PlanSummary plan,
    MergedPrefix merged,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ArtifactRef folded,
    Instant begun,
    boolean paused,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer maxWorkers,
    int lostInARow,
    StatesCursor states,
    int keys,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean keysInVain,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long events) {
  public Carried {
    states = states == null ? StatesCursor.START : states;
  }

  /**
   * How far a tree of states is merged.
   *
   * @param level the level whose nodes are merged now; 0 are the slices' own
   * @param first the first node of it that is not merged yet
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record StatesCursor(int level, int first) {
    /** Nothing is merged. */
    public static final StatesCursor START = new StatesCursor(0, 0);
  }
}
