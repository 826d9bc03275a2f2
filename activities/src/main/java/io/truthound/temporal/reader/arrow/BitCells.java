package io.truthound.temporal.reader.arrow;

import java.io.IOException;

/** Booleans: a bit for each row becomes a byte for each value; pages pack them again. */
final class BitCells implements Cells {
  private final ByteSource bytes;
  private final byte[] read = new byte[Page.MOST_ROWS / 8];

  BitCells(ByteSource bytes) {
    this.bytes = bytes;
  }

  @Override
  public int rows(int most) {
    return Math.min(most, Page.MOST_ROWS);
  }

  @Override
  public void next(Page page) throws IOException {
    bytes.read(read, 0, (page.rows() + 7) / 8);
    byte[] values = page.reserve(page.rows());
    int used = page.used();
    for (int row = 0; row < page.rows(); row++) {
      if (page.isValid(row)) {
        values[used++] = (byte) ((read[row >> 3] >> (row & 7)) & 1);
      }
    }
    page.use(used);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
