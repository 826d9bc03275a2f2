package io.truthound.temporal.reader.arrow;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** The values of a dictionary, in Parquet's plain form. */
final class Dictionary implements Closeable {
  private static final int NULL = -1;

  /** For each entry where its value begins, eight bytes, and how long it is, four bytes. */
  private static final int PLACE = 12;

  private final SpillBytes places;
  private final SpillBytes values;
  private final int width;
  private final byte[] place = new byte[PLACE];
  private int longest = 1;

  /**
   * Creates an empty dictionary.
   *
   * @param width bytes of a value; 0 where each has its length in front
   * @param scratch a folder for what does not fit into memory
   */
  Dictionary(int width, Path scratch) {
    this.width = width;
    this.places = new SpillBytes(scratch);
    this.values = new SpillBytes(scratch);
  }

  /** Adds the values of a page. */
  void add(Page page) throws IOException {
    int at = 0;
    for (int row = 0; row < page.rows(); row++) {
      int length = NULL;
      if (page.isValid(row)) {
        length = width > 0 ? width : 4 + Bytes.getInt(page.values(), at);
      }
      Bytes.putLong(place, 0, values.size() + at);
      Bytes.putInt(place, 8, length);
      places.write(place, 0, PLACE);
      at += Math.max(0, length);
      longest = Math.max(longest, length);
    }
    values.write(page.values(), 0, page.used());
  }

  int longestValue() {
    return longest;
  }

  /**
   * Appends the value of an index to a page.
   *
   * @return false where it is null
   * @throws ArrowFormatException if there is no such value
   */
  boolean append(long index, Page page) throws IOException {
    long entries = places.size() / PLACE;
    if (index < 0 || index >= entries) {
      throw new ArrowFormatException(
          "the index %d into a dictionary of %d values".formatted(index, entries));
    }
    places.read(index * PLACE, place, 0, PLACE);
    int length = Bytes.getInt(place, 8);
    if (length == NULL) {
      return false;
    }
    values.read(Bytes.getLong(place, 0), page.reserve(length), page.used(), length);
    page.use(page.used() + length);
    return true;
  }

  @Override
  public void close() throws IOException {
    try (SpillBytes both = values) {
      places.close();
    }
  }
}
