package io.truthound.temporal.reader.ndjson;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  private final Path folder;
  private final List<Path> parts = new ArrayList<>();
  private FileChannel part;
  private long partBytes;
  private byte[] buffer = new byte[FLUSH * 2];
  private byte[] string = new byte[0];
  private int used;

  /** Starts with an empty first part. */
  RecordWriter(Path folder) throws IOException {
    this.folder = folder;
    this.part = open();
  }

  /** Writes the values of all known keys of a record. */
  void write(long number, JsonLine line, Keys keys) throws IOException {
    if (used >= FLUSH) {
      flush();
    }
    int columns = keys.names().size();
    int length = line.members() == 0 ? 0 : line.valueEnd(line.members() - 1);
    reserve(MOST_DIGITS + 1 + 2 * length + 3 * columns);
    byte[] digits = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, buffer, used, digits.length);
    used += digits.length;
    for (int column = 0; column < columns; column++) {
      buffer[used++] = ',';
      int member = keys.member(column);
      if (member >= 0) {
        field(line, member);
      }
    }
    buffer[used++] = '\n';
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

  private void copy(byte[] source, int from, int to) {
    System.arraycopy(source, from, buffer, used, to - from);
    used += to - from;
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
    ByteBuffer rest = ByteBuffer.wrap(buffer, 0, used);
    while (rest.hasRemaining()) {
      part.write(rest);
    }
    partBytes += used;
    used = 0;
  }

  private FileChannel open() throws IOException {
    Path path = folder.resolve("part-%05d.csv".formatted(parts.size()));
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    parts.add(path);
    return channel;
  }

  /** Returns the files, at least one, in the order of the records; complete once this is closed. */
  List<Path> parts() {
    return List.copyOf(parts);
  }

  @Override
  public void close() throws IOException {
    try (FileChannel last = part) {
      if (last.isOpen()) {
        flush();
      }
    }
  }
}
