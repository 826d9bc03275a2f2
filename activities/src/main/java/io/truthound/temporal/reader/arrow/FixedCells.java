package io.truthound.temporal.reader.arrow;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Values of fixed width. */
final class FixedCells implements Cells {
  private final ByteSource bytes;
  private final int width;
  private final @Nullable Conversion conversion;
  private final int most;
  private byte[] read = new byte[0];

  FixedCells(ByteSource bytes, int width, @Nullable Conversion conversion) {
    this.bytes = bytes;
    this.width = width;
    this.conversion = conversion;
    this.most = Math.max(8, Math.min(Page.MOST_ROWS, (Page.FEW_BYTES / width) & ~7));
  }

  @Override
  public int rows(int rows) {
    return Math.min(rows, most);
  }

  @Override
  public void next(Page page) throws IOException {
    int size = page.rows() * width;
    if (conversion == null && page.nulls() == 0) {
      byte[] to = page.reserve(size);
      bytes.read(to, page.used(), size);
      page.use(page.used() + size);
      return;
    }
    read = read.length >= size ? read : new byte[size];
    bytes.read(read, 0, size);
    if (conversion == null) {
      copy(page, size);
    } else {
      convert(page, conversion);
    }
  }

  private void copy(Page page, int size) {
    byte[] to = page.reserve(size);
    int used = page.used();
    for (int row = 0; row < page.rows(); ) {
      if ((row & 7) == 0 && page.isValid8(row)) {
        System.arraycopy(read, row * width, to, used, 8 * width);
        used += 8 * width;
        row += 8;
        continue;
      }
      if (page.isValid(row)) {
        System.arraycopy(read, row * width, to, used, width);
        used += width;
      }
      row++;
    }
    page.use(used);
  }

  /** A value takes at most 8 bytes more than it had. */
  private void convert(Page page, Conversion to) throws ArrowFormatException {
    byte[] values = page.reserve(page.rows() * (width + 8));
    int used = page.used();
    for (int row = 0; row < page.rows(); row++) {
      if (page.isValid(row)) {
        used = to.convert(read, row * width, values, used);
      }
    }
    page.use(used);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
