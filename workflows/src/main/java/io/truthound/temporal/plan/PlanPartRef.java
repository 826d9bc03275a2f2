package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Points to a part of a plan beside its head.
 *
 * @param firstSlice index of the part's first slice
 * @param slices number of its slices
 * @param name its artifact's name within the run's folder
 * @param sha256 digest of its bytes, in lower-case hex
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanPartRef(int firstSlice, int slices, String name, String sha256) {}
