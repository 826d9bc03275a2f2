package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.result.Status;
import org.jspecify.annotations.Nullable;

/**
 * Holds the verdict of a rule that planning decided: a schema rule, or one that a schema rule made
 * moot.
 *
 * @param rule the rule's index
 * @param status PASSED, WARNING, FAILED or SKIPPED
 * @param observed what was found, null where there is nothing to show
 * @param message why, for a person
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DecidedRule(int rule, Status status, @Nullable String observed, String message) {}
