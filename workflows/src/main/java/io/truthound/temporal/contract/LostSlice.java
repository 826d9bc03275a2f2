package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The argument of giving up on a slice whose attempts are used up.
 *
 * @param task the slice
 * @param type a constant of {@code FailureTypes}
 * @param message why, for a person
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LostSlice(SliceTask task, String type, String message) {}
