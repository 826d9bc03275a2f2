package io.truthound.temporal.storage;

import java.io.IOException;

/** Thrown when an artifact that must be there is missing or altered; trying again does not help. */
public final class DamagedArtifactException extends IOException {
  private static final long serialVersionUID = 1L;

  public DamagedArtifactException(String message) {
    super(message);
  }
}
