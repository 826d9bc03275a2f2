package io.truthound.temporal.reader.csv;

import io.truthound.temporal.reader.Utf8;
import io.truthound.temporal.reader.Words;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Counts the records of a piece of a file as lines: several times as fast as {@link
 * CsvRecordScanner}, which it agrees with as far as it comes. It stops before a record whose quotes
 * may reach over its line, and where it met too many lines that are not plain. One piece a time.
 */
final class LineScan {
  static final int RECORDS_PER_MARK = 512;

  /** Lines that are not plain are looked at again; so many that this pays no more. */
  private static final int MAX_IRREGULAR = 1_024;

  private static final int WINDOW = 1 << 18;

  private static final int WORDS_PER_RUN = 255;
  private static final byte CONTROLS_END = 0x0e;
  private static final long CONTROLS_ENDS = Words.of(CONTROLS_END);
  private static final long NEWLINES = Words.of((byte) '\n');
  private static final long UNDERSCORES = Words.of((byte) '_');
  private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final FileChannel file;
  private final long size;
  private final int columns;
  private final byte delimiter;
  private final byte quote;
  private final long delimiters;
  private final long quotes;
  private final QuotedLine quotedLine;
  private final LeadingIntegers integers;
  private final ByteBuffer window =
      ByteBuffer.allocateDirect(WINDOW).order(ByteOrder.LITTLE_ENDIAN);

  /** The window, and one word more: a line is looked at from wherever it begins. */
  private final long[] words = new long[WINDOW / Long.BYTES + 1];

  private long windowStart;
  private long pieceStart;
  private long pieceEnd;
  private Offsets marks = new Offsets();
  private Offsets irregular = new Offsets();
  private boolean joinedDigits;
  private long records;
  private boolean over;
  private boolean complete;

  private long lineStart;
  private int delimitersInLine;
  private long bitsInLine;
  private boolean quoteInLine;
  private boolean controlInLine;

  LineScan(FileChannel file, long size, CsvDialect dialect, int columns) {
    this.file = file;
    this.size = size;
    this.columns = columns;
    delimiter = dialect.delimiter();
    quote = dialect.quote();
    delimiters = Words.of(delimiter);
    quotes = Words.of(quote);
    quotedLine = new QuotedLine(dialect);
    integers = new LeadingIntegers(dialect, columns);
  }

  /** Counts the lines that begin at {@code from}, where a line begins, or later before an end. */
  LineTally countFrom(long from, long end, ScanProgress progress) throws IOException {
    pieceStart = from;
    pieceEnd = end;
    marks = new Offsets();
    irregular = new Offsets();
    joinedDigits = false;
    integers.reset();
    records = 0;
    over = from >= end;
    complete = true;
    startLine(from);
    windowStart = from;
    while (!over) {
      int length = fill(windowStart);
      if (length == 0) {
        endText();
      } else {
        run(length);
        progress.bytesRead(windowStart + length - from);
      }
      windowStart += length;
    }
    return new LineTally(
        from, lineStart, complete, records, marks, joinedDigits, integers.columns(), irregular);
  }

  /** Counts the lines that begin at {@code cut} or later before an end. */
  LineTally countAfter(long cut, long end, ScanProgress progress) throws IOException {
    long before = cut - 1;
    while (before < end - 1) {
      int length = fill(before);
      for (int at = 0; at < length && before + at < end - 1; at++) {
        if (window.get(at) == '\n') {
          return countFrom(before + at + 1, end, progress);
        }
      }
      before += length;
    }
    return LineTally.NONE;
  }

  /** Fills the window, with fewer bytes at the end of the file only; returns how many. */
  private int fill(long offset) throws IOException {
    int length = (int) Math.min(WINDOW, size - offset);
    window.clear().limit(length);
    while (window.hasRemaining()) {
      if (file.read(window, offset + window.position()) < 0) {
        throw new EOFException("The file was cut while it was read");
      }
    }
    window.clear();
    int ended = Math.min(WINDOW, (length / Long.BYTES + 2) * Long.BYTES);
    for (int at = length; at < ended; at++) {
      window.put(at, (byte) 0);
    }
    window.asLongBuffer().get(words, 0, ended / Long.BYTES);
    return length;
  }

  private void run(int length) throws IOException {
    int whole = length / Long.BYTES;
    int at = 0;
    while (at < whole && !over) {
      int to = Math.min(whole, at + WORDS_PER_RUN);
      int stop = skip(at, to);
      if (stop < to) {
        if (!endLines(stop)) {
          look(stop, Long.BYTES);
        }
        stop++;
      }
      at = stop;
    }
    if (!over && length % Long.BYTES > 0) {
      look(whole, length % Long.BYTES);
    }
  }

  /** Passes words without control characters and quotes; returns the index of the next one. */
  private int skip(int from, int to) {
    long[] text = words;
    long sought = delimiters;
    long stopping = quotes;
    long others = 0;
    int at = from;
    while (at < to) {
      long word = text[at];
      if ((word & Words.HIGH_BITS) != 0) {
        long controls = (word - CONTROLS_ENDS) & ~word;
        if (((controls | Words.firstZero(word ^ stopping)) & Words.HIGH_BITS) != 0) {
          break;
        }
        bitsInLine |= word;
        if (Words.firstZero(word ^ UNDERSCORES) != 0) {
          lookForJoinedDigits(at);
        }
        others += Words.LOW_BITS - (Words.zeros(word ^ sought) >>> 7);
      } else {
        // In ASCII, a byte has its highest bit after a subtraction only if it was less.
        long stops = (word - CONTROLS_ENDS) | ((word ^ stopping) - Words.LOW_BITS);
        long underscores = (word ^ UNDERSCORES) - Words.LOW_BITS;
        if (((stops | underscores) & Words.HIGH_BITS) != 0) {
          if ((stops & Words.HIGH_BITS) != 0) {
            break;
          }
          lookForJoinedDigits(at);
        }
        others += (((word ^ sought) + ~Words.HIGH_BITS) >>> 7) & Words.LOW_BITS;
      }
      at++;
    }
    delimitersInLine += (at - from) * Long.BYTES - Words.sumOfBytes(others);
    return at;
  }

  /** Takes what lies beyond the window for digits. */
  private void lookForJoinedDigits(int index) {
    long word = words[index];
    long digits = Words.digits(word);
    long before = index == 0 ? digitsBeforeWindow() : Words.digits(words[index - 1]);
    long after =
        index == WINDOW / Long.BYTES - 1 ? Words.HIGH_BITS : Words.digits(words[index + 1]);
    long afterDigit = (digits << 8) | (before >>> 56);
    long beforeDigit = (digits >>> 8) | (after << 56);
    joinedDigits |= (Words.zeros(word ^ UNDERSCORES) & afterDigit & beforeDigit) != 0;
  }

  private long digitsBeforeWindow() {
    return windowStart == pieceStart ? 0 : Words.HIGH_BITS;
  }

  /** Takes a word that ends lines, unless it has quotes or other control characters. */
  private boolean endLines(int index) throws IOException {
    long word = words[index];
    long ends = Words.zeros(word ^ NEWLINES);
    long controls = Words.below(word, CONTROLS_END);
    if (controls != ends || Words.firstZero(word ^ quotes) != 0) {
      return false;
    }
    if (Words.firstZero(word ^ UNDERSCORES) != 0) {
      lookForJoinedDigits(index);
    }
    long offset = windowStart + (long) index * Long.BYTES;
    long found = Words.zeros(word ^ delimiters);
    long left = -1L;
    while (ends != 0 && !over) {
      long before = (Long.lowestOneBit(ends) - 1) & left;
      delimitersInLine += Words.count(found & before);
      bitsInLine |= word & before;
      int at = Words.before(ends);
      endLine(offset + at, offset + at + 1);
      left = at == Long.BYTES - 1 ? 0 : -1L << ((at + 1) * Byte.SIZE);
      ends &= ends - 1;
    }
    if (!over) {
      delimitersInLine += Words.count(found & left);
      bitsInLine |= word & left;
    }
    return true;
  }

  private void look(int index, int length) throws IOException {
    long word = words[index];
    if (Words.firstZero(word ^ UNDERSCORES) != 0) {
      lookForJoinedDigits(index);
    }
    long offset = windowStart + (long) index * Long.BYTES;
    for (int i = 0; i < length && !over; i++) {
      byte b = (byte) (word >>> (i * Byte.SIZE));
      if (b == '\n') {
        endLine(offset + i, offset + i + 1);
      } else if (b == delimiter) {
        delimitersInLine++;
      } else if (b == quote) {
        quoteInLine = true;
      } else if (b == '\r' || b == 0) {
        controlInLine = true;
      } else {
        bitsInLine |= b;
      }
    }
  }

  private void startLine(long offset) {
    lineStart = offset;
    delimitersInLine = 0;
    bitsInLine = 0;
    quoteInLine = false;
    controlInLine = false;
  }

  private void endText() throws IOException {
    if (lineStart < size) {
      endLine(size, size);
    }
    over = true;
  }

  private void endLine(long end, long next) throws IOException {
    boolean plain =
        delimitersInLine == columns - 1
            && (bitsInLine & Words.HIGH_BITS) == 0
            && !quoteInLine
            && !controlInLine
            && end > lineStart
            && end - lineStart <= CsvLimits.DEFAULT.record();
    if (plain) {
      lookForIntegers(end);
      addRecord();
    } else if (!addUnusual(end)) {
      complete = false;
      over = true;
      return;
    }
    startLine(next);
    over = next >= pieceEnd;
  }

  private void lookForIntegers(long end) throws IOException {
    if (integers.columns() == 0) {
      return;
    }
    if (lineStart < windowStart) {
      integers.look(line((int) Math.min(end - lineStart, LeadingIntegers.MOST_BYTES)));
    } else {
      integers.look(words, (int) (lineStart - windowStart));
    }
  }

  private void addRecord() {
    if (records % RECORDS_PER_MARK == 0) {
      marks.add(lineStart);
    }
    records++;
  }

  /** Returns false if the line cannot be understood by itself. */
  private boolean addUnusual(long end) throws IOException {
    long length = end - lineStart;
    boolean tooLong = length > CsvLimits.DEFAULT.record();
    if (tooLong && quoteInLine) {
      return false;
    }
    boolean regular = false;
    boolean blank = length == 0;
    if (!blank && !tooLong) {
      byte[] line = line((int) length);
      blank = length == 1 && line[0] == '\r';
      if (quoteInLine && !quotedLine.read(line, 0, line.length)) {
        return false;
      }
      regular = !blank && isRegular(line);
      if (regular) {
        integers.look(line);
      }
    }
    if (!regular) {
      if (irregular.count() == MAX_IRREGULAR) {
        return false;
      }
      irregular.add(lineStart);
    }
    if (!blank) {
      addRecord();
    }
    return true;
  }

  private boolean isRegular(byte[] line) {
    int fields = quoteInLine ? quotedLine.fields() : delimitersInLine + 1;
    return fields == columns
        && !controlInLine
        && !(quoteInLine && quotedLine.hasLiteralQuotes())
        && Utf8.isValid(line, 0, line.length)
        && !startsWithMark(line);
  }

  /** DuckDB takes a byte order mark off the start of a file, and a part may start anywhere. */
  private static boolean startsWithMark(byte[] line) {
    return line.length >= BOM.length && line[0] == BOM[0] && line[1] == BOM[1] && line[2] == BOM[2];
  }

  private byte[] line(int length) throws IOException {
    byte[] line = new byte[length];
    if (lineStart >= windowStart) {
      window.get((int) (lineStart - windowStart), line);
      return line;
    }
    ByteBuffer target = ByteBuffer.wrap(line);
    while (target.hasRemaining()) {
      if (file.read(target, lineStart + target.position()) < 0) {
        throw new EOFException("The file was cut while it was read");
      }
    }
    return line;
  }
}
