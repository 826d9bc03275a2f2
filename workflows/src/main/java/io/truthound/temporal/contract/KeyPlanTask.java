package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.result.ArtifactRef;

/**
 * The argument of planning key partitions.
 *
 * @param folder where the batch's artifacts lie
 * @param plan the plan's head
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record KeyPlanTask(RunFolder folder, ArtifactRef plan) {}
