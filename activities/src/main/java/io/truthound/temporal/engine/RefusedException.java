package io.truthound.temporal.engine;

/** Thrown when a request cannot be carried out, before anything is scanned. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String type;

  /**
   * Creates a refusal.
   *
   * @param type a constant of {@code FailureTypes}
   * @param message for a person: what was found, where, and what is allowed
   */
  public RefusedException(String type, String message) {
    super(message);
    this.type = type;
  }

  /** Returns the constant of {@code FailureTypes} that says what was refused. */
  public String type() {
    return type;
  }
}
