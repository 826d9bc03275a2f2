package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.result.ArtifactRef;
import org.jspecify.annotations.Nullable;

/**
 * Where the schema lies that a dataset is held against.
 *
 * @param schema an artifact with a field {@code schema}; null where there is none yet
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BaselineFound(@Nullable ArtifactRef schema) {}
