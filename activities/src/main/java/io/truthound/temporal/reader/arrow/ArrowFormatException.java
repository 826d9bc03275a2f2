package io.truthound.temporal.reader.arrow;

import java.io.IOException;

/** Says that bytes are no sound Arrow data, and where; the machine is not at fault. */
final class ArrowFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  ArrowFormatException(String message) {
    super(message);
  }

  ArrowFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
