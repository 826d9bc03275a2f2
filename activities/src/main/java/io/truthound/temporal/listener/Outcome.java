package io.truthound.temporal.listener;

import java.util.Locale;

/** How an attempt ended. */
public enum Outcome {
  /** The work was done. */
  DONE,

  /**
   * Its result was found in the store: an attempt before, or an earlier batch, had done the work.
   */
  REUSED,

  /** It failed, and the server has it tried again, unless the batch ends before. */
  FAILED,

  /**
   * It failed in a way that another attempt does not mend, or was the last that the retry policy
   * has. The in-memory server does not tell the policy: its last attempts are {@link #FAILED}.
   */
  FAILED_FOR_GOOD,

  /** It was stopped: the batch was cancelled or has ended, or the attempt took too long. */
  CANCELLED;

  /** Returns its word in lower case, as meters say it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Says whether the work's result is there. */
  public boolean succeeded() {
    return this == DONE || this == REUSED;
  }
}
