package io.truthound.temporal.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.rule.AgainstHistory;
import io.truthound.temporal.rule.Rule;

/**
 * What planning made of a rule about the past: it looked the past up once, and every slice, retry
 * and later batch that goes on from this one holds the data against the same.
 *
 * @param rule the rule's index
 * @param given the rule as the user wrote it
 * @param as the rule that stands in its place
 * @param from what it was made of, for a person
 * @param judged false where there is not enough of a past: the figure is measured, for the runs to
 *     come, and the rule is SKIPPED
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SettledRule(
    int rule,
    Rule given,
    Rule as,
    String from,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean judged) {

  /** Returns the type that results tell: that of a figure, else the one that the user wrote. */
  public String shownType() {
    return given instanceof AgainstHistory ? as.type() : given.type();
  }
}
