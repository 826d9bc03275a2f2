package io.truthound.temporal.reader.ndjson;

import java.io.IOException;

/** Refuses a file that cannot be read as NDJSON at all; the message says what was found where. */
final class NdjsonFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  NdjsonFormatException(String message) {
    super(message);
  }
}
