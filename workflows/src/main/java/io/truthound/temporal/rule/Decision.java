package io.truthound.temporal.rule;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * Says what planning alone decided about a rule.
 *
 * @param rule the rule's index
 * @param outcome whether the rule holds, or cannot be judged
 * @param observed what the dataset has in place of what the rule wants; null where nothing was
 *     looked at
 * @param message why it failed or was skipped; null where it passed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Decision(
    int rule, Outcome outcome, @Nullable String observed, @Nullable String message) {

  /** The ends that planning can come to. */
  public enum Outcome {
    PASSED,
    FAILED,
    SKIPPED
  }

  static Decision passed(int rule, String observed) {
    return new Decision(rule, Outcome.PASSED, observed, null);
  }

  static Decision failed(int rule, String observed, String message) {
    return new Decision(rule, Outcome.FAILED, observed, message);
  }

  static Decision skipped(int rule, String message) {
    return new Decision(rule, Outcome.SKIPPED, null, message);
  }
}
