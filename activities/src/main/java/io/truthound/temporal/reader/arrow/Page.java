package io.truthound.temporal.reader.arrow;

import io.truthound.temporal.reader.ScratchParquet;
import java.io.IOException;
import java.util.Arrays;

/** A run of rows of one column in Parquet's plain form, on the way to a file. */
final class Page {
  /** Most rows of a page; a multiple of 8. */
  static final int MOST_ROWS = 1 << 16;

  /** About how many bytes of values a page has, where each is not much longer. */
  static final int FEW_BYTES = 1 << 20;

  /** Longest value that is read. */
  static final int LONGEST_VALUE = 16 << 20;

  private static final long MOST_IN_ALL = 64L << 30;

  private final byte[] valid = new byte[MOST_ROWS / 8];
  private int rows;
  private int nulls;
  private byte[] values = new byte[1 << 16];
  private int used;

  /** Begins anew, with rows that are all there. */
  void begin(int rows) {
    this.rows = rows;
    this.nulls = 0;
    this.used = 0;
    Arrays.fill(valid, 0, (rows + 7) / 8, (byte) 0xFF);
    clearRest();
  }

  private void clearRest() {
    if (rows % 8 != 0) {
      valid[rows / 8] &= (byte) ((1 << (rows % 8)) - 1);
    }
  }

  int rows() {
    return rows;
  }

  int nulls() {
    return nulls;
  }

  /** Says which rows are null: takes the bits of so many rows, the lowest first. */
  void setValid(byte[] bits) {
    System.arraycopy(bits, 0, valid, 0, (rows + 7) / 8);
    clearRest();
    int there = 0;
    for (int at = 0; at < (rows + 7) / 8; at++) {
      there += Integer.bitCount(valid[at] & 0xFF);
    }
    nulls = rows - there;
  }

  /** Makes a row null that was there. */
  void setNull(int row) {
    valid[row >> 3] &= (byte) ~(1 << (row & 7));
    nulls++;
  }

  boolean isValid(int row) {
    return ((valid[row >> 3] >> (row & 7)) & 1) != 0;
  }

  /** Says whether a run of eight rows that begins here is there. */
  boolean isValid8(int row) {
    return valid[row >> 3] == -1;
  }

  byte[] bits() {
    return valid;
  }

  byte[] values() {
    return values;
  }

  int used() {
    return used;
  }

  /** Returns the array to write more bytes to, from {@link #used} on. */
  byte[] reserve(int more) {
    if (values.length - used < more) {
      values = Arrays.copyOf(values, Math.max(values.length + values.length / 2, used + more));
    }
    return values;
  }

  void use(int end) {
    used = end;
  }

  /** Appends the length of a value that follows, and room for it. */
  void putLength(int length) {
    Bytes.putInt(reserve(length + 4), used, length);
    used += 4;
  }

  /** Writes the page as the next one of a column. */
  void writeTo(ScratchParquet.Draft column) throws IOException {
    if (used > MOST_IN_ALL - column.bytesBefore()) {
      throw new ArrowFormatException("more than %d bytes when unpacked".formatted(MOST_IN_ALL));
    }
    column.page(rows, nulls, valid, values, used);
  }
}
