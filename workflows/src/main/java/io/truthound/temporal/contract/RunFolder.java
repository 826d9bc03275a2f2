package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * Names where the artifacts of a batch lie: {@code runs/<run>/} in a store.
 *
 * @param store URI of the store; null before planning stands for the worker's own
 * @param run id of the run that began the batch
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunFolder(@Nullable String store, String run) {}
