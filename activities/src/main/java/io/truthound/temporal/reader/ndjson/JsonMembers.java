package io.truthound.temporal.reader.ndjson;

import java.util.Arrays;

/** Where the keys and values of a line's members are, and what each value is. */
final class JsonMembers {
  static final byte NULL = JsonLine.Kind.NULL.code;
  static final byte INTEGER = JsonLine.Kind.INTEGER.code;
  static final byte REAL = JsonLine.Kind.REAL.code;
  static final byte STRING = JsonLine.Kind.STRING.code;

  private static final int CAPACITY = 64;

  int[] starts = new int[CAPACITY];
  int[] ends = new int[CAPACITY];

  /** Codes of {@link JsonLine.Kind}. */
  byte[] kinds = new byte[CAPACITY];

  /** Whether a string has a backslash. */
  boolean[] escaped = new boolean[CAPACITY];

  /** The digits of a number without an exponent, as if it had neither sign nor point. */
  long[] digits = new long[CAPACITY];

  /** How many of the digits stand behind the point; negative where the digits are not known. */
  int[] scales = new int[CAPACITY];

  /** How far before its value each key begins. */
  int[] keysBefore = new int[CAPACITY];

  /** How long each key is, with its quotes. */
  int[] keyLengths = new int[CAPACITY];

  int count;

  void add(int keyStart, int keyEnd, int start, int end, JsonLine.Kind kind, boolean escape) {
    reserve(count + 1);
    keysBefore[count] = start - keyStart;
    keyLengths[count] = keyEnd - keyStart;
    starts[count] = start;
    ends[count] = end;
    kinds[count] = kind.code;
    escaped[count] = escape;
    scales[count] = -1;
    count++;
  }

  /** Takes the keys of a line whose values stand elsewhere. */
  void takeKeys(JsonMembers other) {
    count = other.count;
    reserve(count);
    System.arraycopy(other.keysBefore, 0, keysBefore, 0, count);
    System.arraycopy(other.keyLengths, 0, keyLengths, 0, count);
  }

  private void reserve(int wanted) {
    if (wanted > starts.length) {
      int capacity = wanted * 2;
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
      kinds = Arrays.copyOf(kinds, capacity);
      escaped = Arrays.copyOf(escaped, capacity);
      digits = Arrays.copyOf(digits, capacity);
      scales = Arrays.copyOf(scales, capacity);
      keysBefore = Arrays.copyOf(keysBefore, capacity);
      keyLengths = Arrays.copyOf(keyLengths, capacity);
    }
  }
}
