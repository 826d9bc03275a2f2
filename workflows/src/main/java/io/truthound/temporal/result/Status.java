package io.truthound.temporal.result;

/** The verdict on a rule, a chunk or a batch, from best to worst; SKIPPED stands apart. */
public enum Status {
  PASSED,
  WARNING,
  FAILED,
  ERROR,
  /** Not evaluated: not reached, or made moot. Never votes. */
  SKIPPED;

  /** Returns the worse of two; SKIPPED gives way to any other. */
  public Status worse(Status other) {
    if (this == SKIPPED) {
      return other;
    }
    return other == SKIPPED || compareTo(other) >= 0 ? this : other;
  }

  /** Says whether this is FAILED or ERROR. */
  public boolean failing() {
    return this == FAILED || this == ERROR;
  }
}
