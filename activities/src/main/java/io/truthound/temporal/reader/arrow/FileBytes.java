package io.truthound.temporal.reader.arrow;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A part of a file; reads ahead while reads follow each other. The file stays the caller's. */
final class FileBytes implements RandomBytes {
  private static final int WINDOW = 1 << 16;

  private final FileChannel channel;
  private final long start;
  private final long size;
  private final byte[] window = new byte[WINDOW];
  private long windowStart;
  private int inWindow;
  private long expected;

  FileBytes(FileChannel channel, long start, long size) {
    this.channel = channel;
    this.start = start;
    this.size = size;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, byte[] to, int at, int count) throws IOException {
    boolean near = offset >= expected && offset - expected < WINDOW;
    expected = offset + count;
    if (offset >= windowStart && offset + count <= windowStart + inWindow) {
      System.arraycopy(window, (int) (offset - windowStart), to, at, count);
    } else if (near && count < WINDOW) {
      int more = (int) Math.min(WINDOW, size - offset);
      inWindow = 0;
      load(offset, window, 0, more);
      windowStart = offset;
      inWindow = more;
      System.arraycopy(window, 0, to, at, count);
    } else {
      load(offset, to, at, count);
    }
  }

  private void load(long offset, byte[] to, int at, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(to, at, count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, start + offset + bytes.position() - at) < 0) {
        throw new EOFException("The file became shorter while it was read");
      }
    }
  }

  @Override
  public void close() {}
}
