package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Names a key partition whose attempts are used up.
 *
 * @param task the partition
 * @param message why, for a person
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LostKeys(KeyTask task, String message) {}
