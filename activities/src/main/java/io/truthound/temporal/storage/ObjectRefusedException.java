package io.truthound.temporal.storage;

import java.io.IOException;

/**
 * Thrown when a store refuses what was asked for, or is not there: somebody has to change rights,
 * names or settings before it helps to ask again.
 */
public final class ObjectRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message for a person: what was asked for, why not, and what helps
   * @param cause what the store's client threw
   */
  public ObjectRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
