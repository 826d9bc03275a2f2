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
 * @param read whether all that its rules ask for was read when their keys were counted: it is not
 *     scanned; left out of JSON where not
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SliceTask(
    RunFolder folder,
    ArtifactRef plan,
    int slice,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean suspect,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean read) {

  /** Names a slice that nobody suspects. */
  public SliceTask(RunFolder folder, ArtifactRef plan, int slice) {
    this(folder, plan, slice, false, false);
  }

  /** Returns the same, suspected. */
  public SliceTask suspected() {
    return new SliceTask(folder, plan, slice, true, false);
  }

  /** Returns the same, which need not be read any more. */
  public SliceTask withoutReading() {
    return new SliceTask(folder, plan, slice, false, true);
  }
}
