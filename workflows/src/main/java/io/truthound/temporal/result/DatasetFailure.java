package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Says why a dataset of a list has no answer.
 *
 * @param type a constant of {@code FailureTypes}
 * @param message for a person: what was tried, where, what was there instead; cut where it is long
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DatasetFailure(String type, String message) {
  /** The message of one whose workflow somebody cancelled. */
  public static final String CANCELLED = "The batch was cancelled";

  /** The message of one whose workflow somebody terminated. */
  public static final String TERMINATED = "The batch was terminated";

  /** The message of one whose workflow could not be started, or ended in no way that tells. */
  public static final String NO_ANSWER =
      "The batch gave no answer: its workflow could not be started, or the server ended it";

  private static final int LONGEST_MESSAGE = 1_000;

  public DatasetFailure {
    message =
        message == null || message.length() <= LONGEST_MESSAGE
            ? String.valueOf(message)
            : message.substring(0, LONGEST_MESSAGE) + "…";
  }
}
