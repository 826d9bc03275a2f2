package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.result.ArtifactRef;
import org.jspecify.annotations.Nullable;

/**
 * The argument of finding a baseline.
 *
 * @param store URI of the artifact store; null for the worker's own
 * @param dataset the dataset's name
 * @param learned the report of a learn of it; null where nothing was learned yet
 * @param whole whether all rows were learned from
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BaselineTask(
    @Nullable String store, String dataset, @Nullable ArtifactRef learned, boolean whole) {}
