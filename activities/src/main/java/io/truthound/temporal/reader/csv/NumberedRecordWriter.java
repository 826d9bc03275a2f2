package io.truthound.temporal.reader.csv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes records, each as its number, a delimiter, its own bytes and a newline. */
final class NumberedRecordWriter {
  private static final int CAPACITY = 1 << 18;
  private static final int MAX_DIGITS = 19;

  private final ScratchParts parts;
  private final long bytesPerPart;
  private final byte delimiter;
  private final byte[] buffer = new byte[CAPACITY];
  private final byte[] digits = new byte[MAX_DIGITS];
  private int firstDigit;
  private int used;

  /** Starts with this number; a part ends with the record that fills it. */
  NumberedRecordWriter(ScratchParts parts, long bytesPerPart, byte delimiter, long number) {
    this.parts = parts;
    this.bytesPerPart = bytesPerPart;
    this.delimiter = delimiter;
    byte[] decimal = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    firstDigit = MAX_DIGITS - decimal.length;
    System.arraycopy(decimal, 0, digits, firstDigit, decimal.length);
  }

  /** Writes one record under the current number. */
  void write(byte[] bytes, int from, int to) throws IOException {
    if (parts.partBytes() + used >= bytesPerPart) {
      flush();
      parts.cut();
    }
    int length = to - from;
    if (used + MAX_DIGITS + length + 2 > CAPACITY) {
      flush();
    }
    append(digits, firstDigit, MAX_DIGITS - firstDigit);
    buffer[used++] = delimiter;
    if (used + length + 1 > CAPACITY) {
      flush();
      parts.write(bytes, from, length);
    } else {
      append(bytes, from, length);
    }
    buffer[used++] = '\n';
  }

  /** Moves to the next number. */
  void count() {
    int at = MAX_DIGITS - 1;
    while (at >= firstDigit && digits[at] == '9') {
      digits[at--] = '0';
    }
    if (at < firstDigit) {
      firstDigit = at;
      digits[at] = '1';
    } else {
      digits[at]++;
    }
  }

  /** Hands over what is buffered. */
  void flush() throws IOException {
    parts.write(buffer, 0, used);
    used = 0;
  }

  private void append(byte[] bytes, int from, int length) {
    System.arraycopy(bytes, from, buffer, used, length);
    used += length;
  }
}
