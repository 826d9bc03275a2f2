package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.result.ArtifactRef;
import io.truthound.temporal.result.ProfileResult;
import org.jspecify.annotations.Nullable;

/**
 * The argument of making a profile of what slices found out.
 *
 * @param states all nodes of the highest level; null where the answer keeps none of it
 * @param folder where the batch's artifacts lie
 * @param plan the plan's head
 * @param result the answer so far, without columns and errors
 * @param slices how many slices are merged in it
 * @param lastChunk the last chunk that counts, or null for all of these slices'
 * @param history what the dataset's history is told beside the answer; null where it has no entry
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProfileTask(
    @Nullable StatesTask states,
    RunFolder folder,
    ArtifactRef plan,
    ProfileResult result,
    int slices,
    @Nullable Long lastChunk,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable HistoryNote history) {}
