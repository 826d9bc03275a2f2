package io.truthound.temporal.merge;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.truthound.temporal.result.Status;
import io.truthound.temporal.result.Tally;
import org.jspecify.annotations.Nullable;

/**
 * Holds the verdict of a rule that measures all values of a column, or all keys.
 *
 * @param rule the rule's index
 * @param status PASSED, WARNING or FAILED; ERROR where it could not be measured
 * @param observed the measure, or null where there is no value
 * @param message for a person; never empty
 * @param tally rows evaluated and failed, where measuring counts them; else null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeasuredRule(
    int rule, Status status, @Nullable String observed, String message, @Nullable Tally tally) {

  /** Creates the verdict of a rule whose rows the scan counts. */
  public MeasuredRule(int rule, Status status, @Nullable String observed, String message) {
    this(rule, status, observed, message, null);
  }
}
