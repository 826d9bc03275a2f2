package io.truthound.temporal.engine;

import java.io.IOException;

/** Thrown when a JVM does not let Arrow use its memory. Trying again does not help. */
public final class ArrowUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message for a person: what is missing, and how it is given
   */
  public ArrowUnavailableException(String message) {
    super(message);
  }
}
