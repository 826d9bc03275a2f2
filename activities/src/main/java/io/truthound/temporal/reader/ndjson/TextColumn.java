package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.reader.ScratchParquet;
import io.truthound.temporal.reader.Words;
import java.io.IOException;
import java.util.Arrays;

/** The values of one column, each as text behind its length, until they are a page of Parquet. */
final class TextColumn {
  private static final int LENGTH = Integer.BYTES;
  private static final int SHORT = 64;

  private byte[] values = new byte[64];
  private int used;
  private final NullMarks nulls = new NullMarks();

  void addNull(int row) {
    nulls.add(row);
  }

  /** Adds text, behind which a word may be read. */
  void add(byte[] source, int from, int to) {
    int length = to - from;
    int at = used + LENGTH;
    byte[] target = values;
    if (at + length + Long.BYTES > target.length) {
      target = reserve(length);
    }
    Words.put(target, at - LENGTH, length);
    if (length > SHORT || to > source.length - Long.BYTES) {
      System.arraycopy(source, from, target, at, length);
    } else {
      for (int i = 0; i < length; i += Long.BYTES) {
        Words.put(target, at + i, Words.at(source, from + i));
      }
    }
    used = at + length;
  }

  /** Adds what stands between two quotes, decoded. */
  void addDecoded(byte[] source, int from, int to) {
    byte[] target = reserve(to - from);
    int at = used + LENGTH;
    int end = JsonStrings.decode(source, from, to, target, at);
    for (int i = 0; i < LENGTH; i++) {
      target[used + i] = (byte) ((end - at) >> (i * Byte.SIZE));
    }
    used = end;
  }

  /** Returns an array with room for so many bytes, their length in front and a word behind. */
  private byte[] reserve(int length) {
    int wanted = used + LENGTH + length + Long.BYTES;
    if (wanted > values.length) {
      values = Arrays.copyOf(values, Math.max(wanted, 2 * values.length));
    }
    return values;
  }

  /** Writes the rows as a column of a row group, and begins anew. */
  void writeTo(ScratchParquet.Draft group, int rows) throws IOException {
    group.page(rows, nulls.count(), nulls.bits(rows), values, used);
    group.endColumn();
    nulls.clear();
    used = 0;
  }
}
