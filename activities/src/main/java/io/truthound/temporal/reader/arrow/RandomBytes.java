package io.truthound.temporal.reader.arrow;

import java.io.Closeable;
import java.io.IOException;

/** Bytes that are read anywhere, best in order. */
interface RandomBytes extends Closeable {
  long size();

  /** Reads bytes that there are; the caller has checked that. */
  void read(long offset, byte[] to, int at, int count) throws IOException;

  @Override
  void close() throws IOException;
}
