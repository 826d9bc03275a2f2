package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Says how many rows the other dataset of a rule has.
 *
 * @param rule the rule's index
 * @param rows its records, readable or not
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReferenceRows(int rule, long rows) {}
