package io.truthound.temporal.app.command;

import java.io.IOException;

/** Says that the answer is there and could not be written where the user wants it. */
final class ReportNotWrittenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReportNotWrittenException(String what, IOException cause) {
    super(what + ": " + cause.getMessage(), cause);
  }
}
