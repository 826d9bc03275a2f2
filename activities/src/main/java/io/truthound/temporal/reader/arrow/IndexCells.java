package io.truthound.temporal.reader.arrow;

import io.truthound.temporal.reader.arrow.ArrowField.DictionaryIndex;
import java.io.IOException;

/** Indices into a dictionary, which become its values. */
final class IndexCells implements Cells {
  private final ByteSource indices;
  private final DictionaryIndex index;
  private final Dictionary dictionary;
  private final byte[] read;
  private final int most;

  IndexCells(ByteSource indices, DictionaryIndex index, Dictionary dictionary) {
    this.indices = indices;
    this.index = index;
    this.dictionary = dictionary;
    this.read = new byte[Page.MOST_ROWS * index.width()];
    this.most =
        Math.max(1, Math.min(Page.MOST_ROWS, Page.LONGEST_VALUE / dictionary.longestValue()));
  }

  @Override
  public int rows(int rows) {
    return Math.min(rows, most);
  }

  @Override
  public void next(Page page) throws IOException {
    indices.read(read, 0, page.rows() * index.width());
    for (int row = 0; row < page.rows(); row++) {
      if (page.isValid(row) && !dictionary.append(index(row), page)) {
        page.setNull(row);
      }
    }
  }

  private long index(int row) {
    return switch (index.width()) {
      case 1 -> index.signed() ? read[row] : read[row] & 0xFF;
      case 2 -> {
        short value = Bytes.getShort(read, row * 2);
        yield index.signed() ? value : value & 0xFFFF;
      }
      case 4 -> {
        int value = Bytes.getInt(read, row * 4);
        yield index.signed() ? value : value & 0xFFFFFFFFL;
      }
      default -> Bytes.getLong(read, row * 8);
    };
  }

  @Override
  public void close() throws IOException {
    indices.close();
  }
}
