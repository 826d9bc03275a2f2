package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The machine that a batch was planned on, where no other has what the batch reads.
 *
 * @param name what its workers call it
 * @param taskQueue the task queue that only its workers poll
 * @param holdsStore whether the artifact store lies there too: then nothing but planning can be
 *     done elsewhere; else other machines merge and report
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanHost(String name, String taskQueue, boolean holdsStore) {}
