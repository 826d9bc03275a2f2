package io.truthound.temporal.reader.arrow;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Bytes of a file from one place to another; leaves the file open and its position alone. */
final class RegionStream extends BulkStream {
  private final FileChannel channel;
  private long next;
  private final long end;

  RegionStream(FileChannel channel, long offset, long length) {
    this.channel = channel;
    this.next = offset;
    this.end = offset + length;
  }

  @Override
  public int read(byte[] to, int at, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (next == end) {
      return -1;
    }
    int most = (int) Math.min(count, end - next);
    int read = channel.read(ByteBuffer.wrap(to, at, most), next);
    if (read < 0) {
      throw new EOFException("The file became shorter while it was read");
    }
    next += read;
    return read;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.max(0, Math.min(count, end - next));
    next += skipped;
    return skipped;
  }
}
