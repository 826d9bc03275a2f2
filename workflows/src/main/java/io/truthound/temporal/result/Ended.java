package io.truthound.temporal.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How a batch came to its end. */
public enum Ended {
  /** Every chunk was reached. */
  @JsonProperty("completed")
  COMPLETED,
  /** The lowest failing chunk ended it. */
  @JsonProperty("fail_fast")
  FAIL_FAST,
  /** The total timeout ended it. */
  @JsonProperty("timed_out")
  TIMED_OUT,
  /** A person or a program cancelled it. */
  @JsonProperty("cancelled")
  CANCELLED,
  /** It could not go on: an ERROR chunk without {@code continueOnError}. */
  @JsonProperty("aborted")
  ABORTED;

  /** Returns the name as it stands in reports. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
