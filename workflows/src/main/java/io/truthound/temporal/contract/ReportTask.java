package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.merge.Verdicts;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.CheckResult;
import org.jspecify.annotations.Nullable;

/**
 * The argument of writing the report.
 *
 * @param folder where the batch's artifacts lie
 * @param plan the plan's head
 * @param result the answer so far, without rules and errors
 * @param verdicts what the rules' verdicts follow from; null where the answer keeps none, and of a
 *     wide batch
 * @param slices how many slices are merged in it
 * @param lastChunk the last chunk that counts, or null for all of these slices'
 * @param onlyLastChunk whether samples come from that chunk alone
 * @param folded where verdicts follow from in a wide batch; else null
 * @param keys what rules about keys follow from; null where no rule is, or not all rows were seen
 * @param history what the dataset's history is told beside the answer; null where it has no entry
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReportTask(
    RunFolder folder,
    ArtifactRef plan,
    CheckResult result,
    Verdicts.@Nullable Basis verdicts,
    int slices,
    @Nullable Long lastChunk,
    boolean onlyLastChunk,
    @Nullable Folded folded,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable KeyVerdictTask keys,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable HistoryNote history) {

  /**
   * Points to what the slices of a wide batch came to.
   *
   * @param state the last merge's artifact, or null where no slice was merged
   * @param keepsRules whether the rules' verdicts are part of the answer
   * @param measuring what the report measures itself; null where no rule wants it, or not all rows
   *     were seen
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Folded(
      @Nullable ArtifactRef state,
      boolean keepsRules,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable MeasureTask measuring) {

    /** Returns the same with something to measure. */
    public Folded measuring(@Nullable MeasureTask task) {
      return new Folded(state, keepsRules, task);
    }
  }
}
