package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Says for how many rows the sources' own statistics decide a rule.
 *
 * @param rule the rule's index
 * @param rows how many of all planned rows; at least 1
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProvenRule(int rule, long rows) {}
