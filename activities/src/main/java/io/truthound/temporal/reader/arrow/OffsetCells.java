package io.truthound.temporal.reader.arrow;

import java.io.IOException;

/** Text or binary: offsets of four or eight bytes into one run of bytes. */
final class OffsetCells implements Cells {
  private static final int AHEAD = 1 << 13;

  private final ByteSource offsets;
  private final ByteSource data;
  private final int width;
  private final byte[] read;
  private final int[] lengths = new int[AHEAD];
  private int from;
  private int to;
  private long last;

  /**
   * Reads the first offset.
   *
   * @param width bytes of an offset
   */
  OffsetCells(ByteSource offsets, ByteSource data, int width) throws IOException {
    this.offsets = offsets;
    this.data = data;
    this.width = width;
    this.read = new byte[AHEAD * width];
    // A batch without rows may have no offsets at all.
    if (offsets.left() > 0) {
      offsets.read(read, 0, width);
      last = offset(0);
      if (last < 0) {
        throw new ArrowFormatException("an offset of " + last);
      }
      data.skip(last);
    }
  }

  private long offset(int at) {
    return width == 4 ? Bytes.getInt(read, at * 4) : Bytes.getLong(read, at * 8);
  }

  @Override
  public int rows(int most) throws IOException {
    if (from == to) {
      readAhead(Math.min(most, AHEAD));
    }
    int rows = 0;
    long bytes = 0;
    while (from + rows < to && bytes < Page.FEW_BYTES) {
      bytes += lengths[from + rows];
      rows++;
    }
    return rows;
  }

  private void readAhead(int rows) throws IOException {
    offsets.read(read, 0, rows * width);
    for (int at = 0; at < rows; at++) {
      long next = offset(at);
      long length = next - last;
      if (next < last) {
        throw new ArrowFormatException("an offset of %d after %d".formatted(next, last));
      }
      if (length > Page.LONGEST_VALUE) {
        throw tooLong(length);
      }
      lengths[at] = (int) length;
      last = next;
    }
    from = 0;
    to = rows;
  }

  static ArrowFormatException tooLong(long length) {
    return new ArrowFormatException(
        "a value of %d bytes (allowed: up to %d)".formatted(length, Page.LONGEST_VALUE));
  }

  @Override
  public void next(Page page) throws IOException {
    for (int row = 0; row < page.rows(); row++) {
      int length = lengths[from++];
      if (page.isValid(row)) {
        page.putLength(length);
        data.read(page.values(), page.used(), length);
        page.use(page.used() + length);
      } else {
        data.skip(length);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (ByteSource both = data) {
      offsets.close();
    }
  }
}
