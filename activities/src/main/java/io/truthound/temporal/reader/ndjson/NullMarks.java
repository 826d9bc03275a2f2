package io.truthound.temporal.reader.ndjson;

import java.util.Arrays;

/** Which rows of a column are null, as Parquet marks them: a bit for each that is not. */
final class NullMarks {
  private byte[] bits = new byte[0];
  private int count;

  void add(int row) {
    if ((row >> 3) >= bits.length) {
      reserve(row + 1);
    }
    bits[row >> 3] &= (byte) ~(1 << (row & 7));
    count++;
  }

  int count() {
    return count;
  }

  /** Returns the bits of so many rows, the lowest first. */
  byte[] bits(int rows) {
    reserve(rows);
    if (rows % Byte.SIZE != 0) {
      bits[rows / Byte.SIZE] &= (byte) ((1 << (rows % Byte.SIZE)) - 1);
    }
    return bits;
  }

  private void reserve(int rows) {
    int before = bits.length;
    int wanted = (rows + Byte.SIZE - 1) / Byte.SIZE;
    if (wanted > before) {
      bits = Arrays.copyOf(bits, Math.max(wanted, 2 * before));
      Arrays.fill(bits, before, bits.length, (byte) -1);
    }
  }

  void clear() {
    Arrays.fill(bits, (byte) -1);
    count = 0;
  }
}
