package io.truthound.temporal.reader.csv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/** Writes records, each as its number, a delimiter, its own bytes and a newline. */
final class NumberedRecordWriter {
  private static final int CAPACITY = 1 << 18;
  private static final int MAX_DIGITS = 19;

  private final WritableByteChannel out;
  private final byte delimiter;
  private final byte[] buffer = new byte[CAPACITY];
  private final byte[] digits = new byte[MAX_DIGITS];
  private int firstDigit;
  private int used;
  private long flushed;

  /** Starts with this number. */
  NumberedRecordWriter(WritableByteChannel out, byte delimiter, long number) {
    this.out = out;
    this.delimiter = delimiter;
    byte[] decimal = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    firstDigit = MAX_DIGITS - decimal.length;
    System.arraycopy(decimal, 0, digits, firstDigit, decimal.length);
  }

  /** Writes one record under the current number. */
  void write(byte[] bytes, int from, int to) throws IOException {
    if (used + MAX_DIGITS + 2 + to - from > CAPACITY) {
      flush();
    }
    append(digits, firstDigit, MAX_DIGITS - firstDigit);
    buffer[used++] = delimiter;
    if (to - from > CAPACITY - used - 1) {
      flush();
      send(bytes, from, to - from);
    } else {
      append(bytes, from, to - from);
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

  /** Hands over what is buffered and returns how many bytes were written in all. */
  long flush() throws IOException {
    send(buffer, 0, used);
    used = 0;
    return flushed;
  }

  private void append(byte[] bytes, int from, int length) {
    System.arraycopy(bytes, from, buffer, used, length);
    used += length;
  }

  private void send(byte[] bytes, int from, int length) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, from, length);
    while (rest.hasRemaining()) {
      out.write(rest);
    }
    flushed += length;
  }
}
