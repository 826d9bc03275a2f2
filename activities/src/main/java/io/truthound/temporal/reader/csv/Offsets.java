package io.truthound.temporal.reader.csv;

import java.util.Arrays;

/** Collects offsets in ascending order. */
final class Offsets {
  private long[] values = new long[64];
  private int count;

  void add(long offset) {
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = offset;
  }

  int count() {
    return count;
  }

  long at(int index) {
    return values[index];
  }

  /** Returns whether one lies at {@code from} or after, and before {@code to}. */
  boolean anyIn(long from, long to) {
    int found = Arrays.binarySearch(values, 0, count, from);
    int at = found < 0 ? -found - 1 : found;
    return at < count && values[at] < to;
  }
}
