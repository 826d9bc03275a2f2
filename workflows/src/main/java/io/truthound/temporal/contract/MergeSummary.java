package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.merge.MergedPrefix;
import io.truthound.temporal.result.ArtifactRef;

/**
 * What history holds of merged slices.
 *
 * @param state where what all slices so far came to lies
 * @param merged the same without tallies
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MergeSummary(ArtifactRef state, MergedPrefix merged) {}
