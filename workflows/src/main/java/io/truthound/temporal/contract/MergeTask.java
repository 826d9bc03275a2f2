package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.result.ArtifactRef;
import org.jspecify.annotations.Nullable;

/**
 * The argument of merging slices.
 *
 * @param folder where the batch's artifacts lie
 * @param plan the plan's head
 * @param before what the slices before these came to; null where these are the first
 * @param firstSlice index of the first slice to add
 * @param slices how many consecutive slices to add; their results lie in the store
 * @param stopAtFailure whether the lowest failing chunk ends the batch
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MergeTask(
    RunFolder folder,
    ArtifactRef plan,
    @Nullable ArtifactRef before,
    int firstSlice,
    int slices,
    boolean stopAtFailure) {}
