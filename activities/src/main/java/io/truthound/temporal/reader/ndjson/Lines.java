package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.engine.ScanCancelledException;
import io.truthound.temporal.engine.ScanWatch;
import io.truthound.temporal.reader.Words;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/**
 * Walks over the lines of a file that are not blank, whatever their length, in bounded memory. What
 * is a line and whether it is blank or too long depends on its own bytes alone.
 */
final class Lines {
  /** Knows of many lines where they end before anybody looks for their newline. */
  @FunctionalInterface
  interface Ahead {
    /**
     * Returns the index of the newline of a line that is not blank, below the limit, or a negative
     * number where it is not known. Behind the limit may stand anything, at the array's end a word
     * of zeros.
     */
    int lineEnd(byte[] bytes, int from, int limit);
  }

  private static final Ahead NOTHING_KNOWN = (bytes, from, limit) -> -1;

  /** The most bytes of a line, its newline left out. */
  static final int MOST_BYTES = 1 << 20;

  private static final int HEAD = 1_024;
  private static final int CAPACITY = MOST_BYTES + (1 << 18);
  private static final long NEWLINES = Words.of((byte) '\n');

  private final ReadableByteChannel channel;
  private final ScanWatch watch;

  /** Has a word of zeros behind all that it may hold. */
  private final byte[] bytes = new byte[CAPACITY + Long.BYTES];

  private byte[] longHead = new byte[0];
  private long unread;

  /** The offset in the file of the first byte of the array. */
  private long base;

  private int limit;
  private int start;
  private int end;
  private int next;
  private long startOffset;
  private boolean tooLong;

  /** Walks over {@code length} bytes at most, of which the first has this offset in its file. */
  Lines(ReadableByteChannel channel, long offset, long length, ScanWatch watch) {
    this.channel = channel;
    this.base = offset;
    this.unread = length;
    this.watch = watch;
  }

  /** Goes to the next line that is not blank; returns false where there is none. */
  boolean next() throws IOException, ScanCancelledException {
    return next(NOTHING_KNOWN);
  }

  /** As {@link #next()}, and asks first whether it is known where the line ends. */
  boolean next(Ahead ahead) throws IOException, ScanCancelledException {
    do {
      if (!advance(ahead)) {
        return false;
      }
    } while (blank());
    return true;
  }

  /** Returns the array that holds the line until the next one is asked for. */
  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  /** Returns where the line ends in the array, before its newline. */
  int end() {
    return end;
  }

  /** Returns where the line begins in the file. */
  long startOffset() {
    return startOffset;
  }

  /** Returns where the next line begins in the file. */
  long endOffset() {
    return base + next;
  }

  /** Says whether the line has more than {@link #MOST_BYTES}; then the array does not hold it. */
  boolean tooLong() {
    return tooLong;
  }

  /** Returns a copy of the first bytes of the line. */
  byte[] head() {
    return tooLong ? longHead : Arrays.copyOfRange(bytes, start, Math.min(end, start + HEAD));
  }

  private boolean advance(Ahead ahead) throws IOException, ScanCancelledException {
    start = next;
    startOffset = base + start;
    tooLong = false;
    end = ahead.lineEnd(bytes, start, limit);
    if (end >= 0 && end - start <= MOST_BYTES) {
      next = end + 1;
      return true;
    }
    int from = start;
    while (true) {
      end = newline(bytes, from, limit);
      if (end < limit) {
        next = end + 1;
        break;
      }
      if (limit - start > MOST_BYTES) {
        skip();
        return true;
      }
      from = limit - start;
      boolean more = fill(start);
      start = 0;
      if (!more) {
        end = limit;
        next = limit;
        break;
      }
    }
    if (end - start > MOST_BYTES) {
      tooLong = true;
      longHead = Arrays.copyOfRange(bytes, start, start + HEAD);
    }
    return next > start;
  }

  /** Passes the rest of a line that is too long, and holds none of it. */
  private void skip() throws IOException, ScanCancelledException {
    tooLong = true;
    longHead = Arrays.copyOfRange(bytes, start, start + HEAD);
    do {
      boolean more = fill(limit);
      end = newline(bytes, 0, limit);
      next = end < limit ? end + 1 : end;
      if (!more) {
        return;
      }
    } while (end == limit);
  }

  /** Forgets the bytes before an index, which moves to 0, and reads at least one more if it can. */
  private boolean fill(int keepFrom) throws IOException, ScanCancelledException {
    watch.checkCancelled();
    System.arraycopy(bytes, keepFrom, bytes, 0, limit - keepFrom);
    base += keepFrom;
    limit -= keepFrom;
    int room = (int) Math.min(CAPACITY - limit, unread);
    int count = room == 0 ? -1 : channel.read(ByteBuffer.wrap(bytes, limit, room));
    while (count == 0) {
      count = channel.read(ByteBuffer.wrap(bytes, limit, room));
    }
    if (count < 0) {
      return false;
    }
    limit += count;
    unread -= count;
    return true;
  }

  private boolean blank() {
    return !tooLong && isBlank(bytes, start, end);
  }

  /** Says whether a line, or a part of one, has nothing but blanks. */
  static boolean isBlank(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
      at++;
    }
    return at == to;
  }

  /** Returns the index of the next newline, or the limit. */
  static int newline(byte[] bytes, int from, int limit) {
    int at = from;
    for (; at <= limit - Long.BYTES; at += Long.BYTES) {
      long found = Words.firstZero(Words.at(bytes, at) ^ NEWLINES);
      if (found != 0) {
        return at + Words.before(found);
      }
    }
    while (at < limit && bytes[at] != '\n') {
      at++;
    }
    return at;
  }
}
