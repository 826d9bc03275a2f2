package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.truthound.temporal.rule.Rule;
import java.math.BigDecimal;

/**
 * A rule that all rows keep which it was learned from.
 *
 * @param rule the rule, of severity error
 * @param confidence how likely the next value keeps it too, 0 to 1, by the number of values alone;
 *     rounded down to 6 digits after the point
 * @param seen how many values, or rows, it was learned from
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LearnedRule(Rule rule, BigDecimal confidence, long seen) {}
