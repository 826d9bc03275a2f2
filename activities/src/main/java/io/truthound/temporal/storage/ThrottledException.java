package io.truthound.temporal.storage;

import java.io.IOException;

/** Thrown when a store asks for fewer requests; nothing is wrong but the pace. */
public final class ThrottledException extends IOException {
  private static final long serialVersionUID = 1L;

  public ThrottledException(String message, Throwable cause) {
    super(message, cause);
  }
}
