package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.reader.ScratchFile;
import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the fields of records as CSV, each record with its number in front: an absent value and
 * null as nothing, numbers and words as they are written, all else in quotes. Read it with {@link
 * ScanSql}.
 */
final class RecordWriter implements Closeable {
  /** DuckDB holds one file at a time in memory. */
  private static final long BYTES_PER_PART = 16L << 20;

  private static final int FLUSH = 1 << 18;
  private static final int MOST_DIGITS = 19;
  private static final int SHORT = 64;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Path folder;
  private final List<Path> parts = new ArrayList<>();
  private ScratchFile part;
  private long partBytes;
  private byte[] buffer = new byte[FLUSH * 2];
  private byte[] string = new byte[0];
  private int used;
  private final List<Set<JsonLine.Kind>> kinds = new ArrayList<>();
  private boolean closed;

  /** Starts with an empty first part, for records of some columns. */
  RecordWriter(Path folder, int columns) throws IOException {
    this.folder = folder;
    for (int column = 0; column < columns; column++) {
      kinds.add(EnumSet.noneOf(JsonLine.Kind.class));
    }
    this.part = open();
  }

  /** Writes the values of all known keys of a record. */
  void write(long number, JsonLine line, Keys keys) throws IOException {
    if (used >= FLUSH) {
      flush();
    }
    int columns = kinds.size();
    reserve(MOST_DIGITS + 1 + 2 * line.length() + 3 * columns + Long.BYTES);
    number(number);
    for (int column = 0; column < columns; column++) {
      buffer[used++] = ',';
      int member = keys.member(column);
      if (member >= 0) {
        kinds.get(column).add(line.kind(member));
        field(line, member);
      }
    }
    buffer[used++] = '\n';
  }

  private void number(long number) {
    int length = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      length++;
    }
    long rest = number;
    for (int at = used + length - 1; at >= used; at--) {
      buffer[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    used += length;
  }

  private void field(JsonLine line, int member) {
    int from = line.valueStart(member);
    int to = line.valueEnd(member);
    switch (line.kind(member)) {
      case NULL -> {}
      case STRING -> {
        if (line.isEscaped(member)) {
          string = string.length < to - from ? new byte[to - from] : string;
          quote(string, 0, JsonStrings.decode(line.bytes(), from + 1, to - 1, string, 0));
        } else {
          // Without a backslash no quote is in it: it is what CSV would have.
          copy(line.bytes(), from, to);
        }
      }
      case NESTED -> quote(line.bytes(), from, to);
      default -> copy(line.bytes(), from, to);
    }
  }

  /** Most values are short: eight bytes at a time, with some behind the last one. */
  private void copy(byte[] source, int from, int to) {
    byte[] target = buffer;
    int length = to - from;
    if (length > SHORT || to > source.length - Long.BYTES) {
      System.arraycopy(source, from, target, used, length);
    } else {
      for (int i = 0; i < length; i += Long.BYTES) {
        LONGS.set(target, used + i, (long) LONGS.get(source, from + i));
      }
    }
    used += length;
  }

  private void quote(byte[] source, int from, int to) {
    buffer[used++] = '"';
    for (int i = from; i < to; i++) {
      buffer[used++] = source[i];
      if (source[i] == '"') {
        buffer[used++] = '"';
      }
    }
    buffer[used++] = '"';
  }

  private void reserve(int more) {
    if (buffer.length - used < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, used + more));
    }
  }

  private void flush() throws IOException {
    if (partBytes >= BYTES_PER_PART) {
      part.close();
      part = open();
      partBytes = 0;
    }
    part.write(ByteBuffer.wrap(buffer, 0, used));
    partBytes += used;
    used = 0;
  }

  private ScratchFile open() throws IOException {
    ScratchFile next = ScratchFile.over(folder.resolve("part-%05d.csv".formatted(parts.size())));
    parts.add(next.path());
    return next;
  }

  /** Returns what kinds of values were written, for each column. */
  List<Set<JsonLine.Kind>> kinds() {
    return List.copyOf(kinds);
  }

  /** Returns the files, at least one, in the order of the records; complete once this is closed. */
  List<Path> parts() {
    return List.copyOf(parts);
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      try {
        flush();
      } finally {
        part.close();
      }
    }
  }
}
