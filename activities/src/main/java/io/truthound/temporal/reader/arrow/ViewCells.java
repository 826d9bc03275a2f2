package io.truthound.temporal.reader.arrow;

import java.io.IOException;
import java.util.List;

/** Text or binary as views: short values in place, longer ones in one of several buffers. */
final class ViewCells implements Cells {
  private static final int VIEW = 16;
  private static final int LONGEST_IN_PLACE = 12;
  private static final int AHEAD = 1 << 13;

  private final ByteSource views;
  private final List<RandomBytes> buffers;
  private final byte[] read = new byte[AHEAD * VIEW];
  private int from;
  private int to;

  ViewCells(ByteSource views, List<RandomBytes> buffers) {
    this.views = views;
    this.buffers = buffers;
  }

  @Override
  public int rows(int most) throws IOException {
    if (from == to) {
      from = 0;
      to = Math.min(most, AHEAD);
      views.read(read, 0, to * VIEW);
    }
    int rows = 0;
    long bytes = 0;
    while (from + rows < to && bytes < Page.FEW_BYTES) {
      // The view of a null may hold anything.
      bytes += Math.max(0, Bytes.getInt(read, (from + rows) * VIEW));
      rows++;
    }
    return rows;
  }

  @Override
  public void next(Page page) throws IOException {
    for (int row = 0; row < page.rows(); row++) {
      int view = from++ * VIEW;
      if (page.isValid(row)) {
        append(view, page);
      }
    }
  }

  private void append(int view, Page page) throws IOException {
    int length = Bytes.getInt(read, view);
    if (length < 0 || length > Page.LONGEST_VALUE) {
      throw OffsetCells.tooLong(length);
    }
    page.putLength(length);
    if (length <= LONGEST_IN_PLACE) {
      System.arraycopy(read, view + 4, page.values(), page.used(), length);
    } else {
      int buffer = Bytes.getInt(read, view + 8);
      int offset = Bytes.getInt(read, view + 12);
      if (buffer < 0
          || buffer >= buffers.size()
          || offset < 0
          || length > buffers.get(buffer).size() - offset) {
        throw new ArrowFormatException(
            "a view of %d bytes at byte %d of buffer %d, which is not there"
                .formatted(length, offset, buffer));
      }
      buffers.get(buffer).read(offset, page.values(), page.used(), length);
      if (Bytes.getInt(page.values(), page.used()) != Bytes.getInt(read, view + 4)) {
        throw new ArrowFormatException("a view of other text than its first four bytes say");
      }
    }
    page.use(page.used() + length);
  }

  @Override
  public void close() throws IOException {
    views.close();
    for (RandomBytes buffer : buffers) {
      buffer.close();
    }
  }
}
