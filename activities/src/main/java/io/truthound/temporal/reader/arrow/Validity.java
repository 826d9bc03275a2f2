package io.truthound.temporal.reader.arrow;

import java.io.Closeable;
import java.io.IOException;

/** Bits that say which rows are there, read as many at a time as a page has rows. */
final class Validity implements Closeable {
  private final ByteSource source;
  private final byte[] fresh = new byte[Page.MOST_ROWS / 8];
  private final byte[] bits = new byte[Page.MOST_ROWS / 8];

  /** Bits that were read with the last byte and belong to the next page. */
  private int carry;

  private int carried;

  Validity(ByteSource source) {
    this.source = source;
  }

  /** Returns the next bits, the lowest first; worth nothing once more are read. */
  byte[] next(int count) throws IOException {
    int bytes = (Math.max(0, count - carried) + 7) / 8;
    source.read(fresh, 0, bytes);
    for (int at = 0; at * 8 < count; at++) {
      if (at < bytes) {
        carry |= (fresh[at] & 0xFF) << carried;
        carried += 8;
      }
      bits[at] = (byte) carry;
      int taken = Math.min(8, count - at * 8);
      carry >>>= taken;
      carried -= taken;
    }
    return bits;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
