package io.truthound.temporal.reader.arrow;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that are read once, in order; asking for more than there are is damage, not an end. */
final class ByteSource implements Closeable {
  private static final int WINDOW = 1 << 16;

  private final InputStream bytes;
  private final byte[] window = new byte[WINDOW];
  private int start;
  private int end;
  private long left;

  /**
   * Reads a stream.
   *
   * @param length how many bytes it should have
   */
  ByteSource(InputStream bytes, long length) {
    this.bytes = bytes;
    this.left = length;
  }

  /** Returns how many bytes should follow. */
  long left() {
    return left;
  }

  void read(byte[] to, int at, int count) throws IOException {
    if (count > left) {
      throw new ArrowFormatException("%d more bytes where %d are needed".formatted(left, count));
    }
    left -= count;
    int done = Math.min(count, end - start);
    System.arraycopy(window, start, to, at, done);
    start += done;
    while (done < count) {
      if (count - done >= WINDOW) {
        done += some(to, at + done, count - done);
      } else {
        fill();
        int more = Math.min(count - done, end);
        System.arraycopy(window, 0, to, at + done, more);
        start = more;
        done += more;
      }
    }
  }

  void skip(long count) throws IOException {
    if (count > left) {
      throw new ArrowFormatException("%d more bytes where %d are needed".formatted(left, count));
    }
    left -= count;
    long open = count;
    while (open > end - start) {
      open -= end - start;
      fill();
    }
    start += (int) open;
  }

  private void fill() throws IOException {
    start = 0;
    end = 0;
    end = some(window, 0, WINDOW);
  }

  private int some(byte[] to, int at, int count) throws IOException {
    int read = bytes.read(to, at, count);
    if (read <= 0) {
      throw new ArrowFormatException("its compressed data ends too early");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
