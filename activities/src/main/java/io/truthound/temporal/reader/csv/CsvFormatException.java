package io.truthound.temporal.reader.csv;

import java.io.IOException;

/** Refuses a file that cannot be read as CSV at all; the message says what was found and where. */
public final class CsvFormatException extends IOException {
  public CsvFormatException(String message) {
    super(message);
  }
}
