package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.result.ArtifactRef;

/**
 * The argument of a slice activity.
 *
 * @param folder where the batch's artifacts lie
 * @param plan the plan's head
 * @param slice index of the slice
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SliceTask(RunFolder folder, ArtifactRef plan, int slice) {}
