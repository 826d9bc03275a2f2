package io.truthound.temporal.storage;

import java.io.IOException;

/** Thrown when an object is not the one that was looked at; trying again does not help. */
public final class ObjectChangedException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message names the object and what became of it
   */
  public ObjectChangedException(String message) {
    super(message);
  }
}
