package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.result.ArtifactRef;

/**
 * The argument of a slice activity.
 *
 * @param folder where the batch's artifacts lie
 * @param plan the plan's head
 * @param slice index of the slice
 * @param suspect whether workers were lost while they scanned it: its blocks are tried one by one
 *     first, and those that workers are lost with are left out; left out of JSON where not
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SliceTask(
    RunFolder folder,
    ArtifactRef plan,
    int slice,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean suspect) {

  /** Names a slice that nobody suspects. */
  public SliceTask(RunFolder folder, ArtifactRef plan, int slice) {
    this(folder, plan, slice, false);
  }

  /** Returns the same, suspected. */
  public SliceTask suspected() {
    return new SliceTask(folder, plan, slice, true);
  }
}
