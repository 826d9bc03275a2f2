package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.reader.ParquetType;
import io.truthound.temporal.reader.ScratchParquet;
import io.truthound.temporal.reader.Words;
import java.io.IOException;
import java.util.Arrays;

/**
 * The numbers of one column, until they are a page of Parquet. Only those are taken whose value is
 * certain without rounding twice: the others are for DuckDB to read as text.
 */
final class NumberColumn {
  /** So many digits are always exact as an integer of a double. */
  private static final int EXACT_DIGITS = 15;

  /** So many digits always fit. */
  private static final int LONG_DIGITS = 18;

  /** These powers of ten are exact, so one division rounds once. */
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private final boolean real;
  private final NullMarks nulls = new NullMarks();
  private byte[] values = new byte[Long.BYTES * 64];
  private int used;
  private boolean complete = true;

  /** Starts a column of doubles, else of integers. */
  NumberColumn(boolean real) {
    this.real = real;
  }

  ParquetType type() {
    return real ? ParquetType.REAL : ParquetType.integer(Long.SIZE, true);
  }

  void addNull(int row) {
    nulls.add(row);
  }

  /** Adds what a member of a record has as its value, which is not null. */
  void add(int row, JsonMembers members, int member, byte[] text) {
    byte kind = members.kinds[member];
    boolean number = kind == JsonMembers.INTEGER || (real && kind == JsonMembers.REAL);
    if (!number || !addNumber(members, member, text)) {
      complete = false;
      addNull(row);
    }
  }

  private boolean addNumber(JsonMembers members, int member, byte[] text) {
    int from = members.starts[member];
    int to = members.ends[member];
    boolean negative = text[from] == '-';
    int first = negative ? from + 1 : from;
    if (to - first > (real ? EXACT_DIGITS : LONG_DIGITS)) {
      return false;
    }
    if (members.scales[member] < 0 && !takeDigits(members, member, text, first, to)) {
      return false;
    }
    long digits = members.digits[member];
    if (real) {
      double value = digits / POWERS[members.scales[member]];
      put(Double.doubleToRawLongBits(negative ? -value : value));
    } else {
      put(negative ? -digits : digits);
    }
    return true;
  }

  /** Takes the digits of a number that was passed without; says whether it has no exponent. */
  private static boolean takeDigits(
      JsonMembers members, int member, byte[] text, int first, int to) {
    long digits = 0;
    int point = to - 1;
    for (int at = first; at < to; at++) {
      byte b = text[at];
      if (b == '.') {
        point = at;
      } else if (b >= '0' && b <= '9') {
        digits = digits * 10 + (b - '0');
      } else {
        return false;
      }
    }
    members.digits[member] = digits;
    members.scales[member] = to - 1 - point;
    return true;
  }

  /** Adds a number that is known. */
  void put(long bits) {
    if (used == values.length) {
      values = Arrays.copyOf(values, 2 * used);
    }
    Words.put(values, used, bits);
    used += Long.BYTES;
  }

  /** Says whether every value was taken. */
  boolean isComplete() {
    return complete;
  }

  /** Writes the rows as a column of a row group, and begins anew. */
  void writeTo(ScratchParquet.Draft group, int rows) throws IOException {
    group.page(rows, nulls.count(), nulls.bits(rows), values, used);
    group.endColumn();
    nulls.clear();
    used = 0;
  }
}
