package io.truthound.temporal.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** The argument of planning. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanTask(BatchRequest request, RunFolder folder) {}
