package io.truthound.temporal.reader.arrow;

import java.io.IOException;
import java.io.InputStream;

/** A stream that is read many bytes at a time; one byte costs as much. */
abstract class BulkStream extends InputStream {
  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public abstract int read(byte[] to, int at, int count) throws IOException;
}
