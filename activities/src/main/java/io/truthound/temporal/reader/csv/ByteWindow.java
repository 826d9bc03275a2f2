package io.truthound.temporal.reader.csv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Shows a moving part of a byte stream as one array; grows only if asked to keep much of it. */
final class ByteWindow {
  static final int CAPACITY = 1 << 18;

  private final ReadableByteChannel channel;
  private final ScanProgress progress;
  private byte[] bytes;
  private int limit;
  private long offset;
  private long unread;
  private long read;

  /** Shows {@code length} bytes at most, of which the first has this offset in its file. */
  ByteWindow(
      ReadableByteChannel channel, long offset, long length, int capacity, ScanProgress progress) {
    this.channel = channel;
    this.offset = offset;
    this.unread = length;
    this.bytes = new byte[capacity];
    this.progress = progress;
  }

  /** Returns the array that is valid until the next {@link #refill}. */
  byte[] bytes() {
    return bytes;
  }

  int limit() {
    return limit;
  }

  /** Returns the offset in the file of the byte at this index. */
  long offsetOf(int index) {
    return offset + index;
  }

  /**
   * Forgets the bytes before {@code keepFrom}, which moves to index 0, and reads at least one more.
   * Returns false if there are none; the bytes have moved all the same.
   */
  boolean refill(int keepFrom) throws IOException {
    int kept = limit - keepFrom;
    byte[] target = kept > bytes.length / 2 ? new byte[bytes.length * 2] : bytes;
    System.arraycopy(bytes, keepFrom, target, 0, kept);
    bytes = target;
    limit = kept;
    offset += keepFrom;

    int room = (int) Math.min(bytes.length - limit, unread);
    if (room == 0) {
      return false;
    }
    int count;
    do {
      count = channel.read(ByteBuffer.wrap(bytes, limit, room));
    } while (count == 0);
    if (count < 0) {
      unread = 0;
      return false;
    }
    limit += count;
    unread -= count;
    read += count;
    progress.bytesRead(read);
    return true;
  }
}
