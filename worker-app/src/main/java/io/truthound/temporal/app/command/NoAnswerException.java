package io.truthound.temporal.app.command;

import org.jspecify.annotations.Nullable;

/** Says that no worker answered in time. */
final class NoAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoAnswerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
