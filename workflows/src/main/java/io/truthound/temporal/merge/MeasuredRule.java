package io.truthound.temporal.merge;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.result.Status;
import org.jspecify.annotations.Nullable;

/**
 * Holds the verdict of a rule that measures all values of a column.
 *
 * @param rule the rule's index
 * @param status PASSED, WARNING or FAILED
 * @param observed the measure, or null where there is no value
 * @param message for a person; never empty
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeasuredRule(int rule, Status status, @Nullable String observed, String message) {}
