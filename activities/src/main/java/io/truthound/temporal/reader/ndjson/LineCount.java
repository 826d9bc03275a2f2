package io.truthound.temporal.reader.ndjson;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Counts the lines of pieces of a file that {@link Lines} would stop at: those that are not blank.
 * One piece at a time.
 */
final class LineCount {
  static final int RECORDS_PER_MARK = 64;

  private static final int WINDOW = 1 << 18;

  private final FileChannel file;
  private final long size;
  private final byte[] bytes = new byte[WINDOW];
  private long[] marks = new long[0];
  private long records;

  private long lineStart;

  /** Whether all of the line that lies before the window is blank. */
  private boolean blankBefore;

  LineCount(FileChannel file, long size) {
    this.file = file;
    this.size = size;
  }

  /** What a piece holds. */
  static final class Tally {
    private final long records;
    private final long[] marks;

    private Tally(long records, long[] marks) {
      this.records = records;
      this.marks = marks;
    }

    long records() {
      return records;
    }

    /** Returns where one of its records begins, of which every 64th is marked. */
    long offsetOf(int record) {
      return marks[record / RECORDS_PER_MARK];
    }
  }

  /** Asks whether to go on, once in a while. */
  @FunctionalInterface
  interface Check<X extends Exception> {
    void run() throws X;
  }

  /** Counts the lines that begin at {@code from}, where a line begins, or later before an end. */
  <X extends Exception> Tally countFrom(long from, long end, Check<X> check) throws IOException, X {
    marks = new long[64];
    records = 0;
    lineStart = from;
    blankBefore = true;
    long offset = from;
    while (lineStart < end) {
      check.run();
      int length = fill(offset);
      if (length == 0) {
        endLine(size, blankBefore);
        lineStart = size;
      } else {
        countIn(offset, length, end);
      }
      offset += length;
    }
    return new Tally(records, Arrays.copyOf(marks, marked()));
  }

  /** Counts the lines that begin at {@code cut} or later before an end. */
  <X extends Exception> Tally countAfter(long cut, long end, Check<X> check) throws IOException, X {
    long offset = cut - 1;
    while (offset < end - 1) {
      int length = fill(offset);
      int newline = Lines.newline(bytes, 0, length);
      if (newline < length) {
        return countFrom(offset + newline + 1, end, check);
      }
      offset += length;
    }
    return new Tally(0, new long[0]);
  }

  /** Fills the window, with fewer bytes at the end of the file only; returns how many. */
  private int fill(long offset) throws IOException {
    ByteBuffer window = ByteBuffer.wrap(bytes, 0, (int) Math.min(WINDOW, size - offset));
    while (window.hasRemaining()) {
      if (file.read(window, offset + window.position()) < 0) {
        throw new EOFException("The file was cut while it was read");
      }
    }
    return window.position();
  }

  private void countIn(long offset, int length, long end) {
    int start = (int) Math.max(0, lineStart - offset);
    while (lineStart < end) {
      int newline = Lines.newline(bytes, start, length);
      boolean blank = blankBefore && Lines.isBlank(bytes, start, newline);
      if (newline == length) {
        blankBefore = blank;
        return;
      }
      endLine(offset + newline, blank);
      start = newline + 1;
      lineStart = offset + start;
      blankBefore = true;
    }
  }

  private void endLine(long end, boolean blank) {
    // One that is too long to be looked at is a record whatever it holds.
    if (blank && end - lineStart <= Lines.MOST_BYTES) {
      return;
    }
    if (records % RECORDS_PER_MARK == 0) {
      marks = marked() == marks.length ? Arrays.copyOf(marks, 2 * marks.length) : marks;
      marks[marked()] = lineStart;
    }
    records++;
  }

  private int marked() {
    return Math.toIntExact((records + RECORDS_PER_MARK - 1) / RECORDS_PER_MARK);
  }
}
