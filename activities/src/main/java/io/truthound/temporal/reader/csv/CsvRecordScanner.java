package io.truthound.temporal.reader.csv;

import io.truthound.temporal.reader.Utf8;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the records of a CSV text. What it says of a record depends only on the bytes from the
 * record's first one on; blank lines are no records. Memory is bounded whatever the text holds.
 */
final class CsvRecordScanner {
  private static final int HEAD = 1 << 10;
  private static final int ANY_FIELDS = -1;
  private static final int NONE = -1;
  private static final int END = -1;

  private final ByteWindow window;
  private final byte delimiter;
  private final byte quote;
  private final TextRun run;
  private final CsvLimits limits;

  /** A record this long stays too long even if its last opening quote is taken back. */
  private final int forgetAfter;

  private int expectedFields = ANY_FIELDS;

  private int position;
  private int start = NONE;
  private int contentEnd;
  private long startOffset;
  private int closedFields;
  private byte @Nullable [] head;
  private @Nullable MalformedKind malformed;

  private long quotedFrom;
  private int firstNewline = NONE;

  /** Starts at this index of the window, where a record starts. */
  CsvRecordScanner(ByteWindow window, CsvDialect dialect, int position) {
    this(window, dialect, position, CsvLimits.DEFAULT);
  }

  CsvRecordScanner(ByteWindow window, CsvDialect dialect, int position, CsvLimits limits) {
    this.window = window;
    this.position = position;
    this.limits = limits;
    delimiter = dialect.delimiter();
    quote = dialect.quote();
    run = new TextRun(dialect);
    forgetAfter = limits.record() + limits.quotedLines() + 16;
  }

  /** Calls every later record with another number of fields malformed. */
  void expectFields(int count) {
    expectedFields = count;
  }

  /** Moves to the next record; false if there is none. */
  boolean next() throws IOException {
    malformed = null;
    head = null;
    closedFields = 0;
    run.reset();
    if (!skipBlankLines()) {
      return false;
    }
    startOffset = window.offsetOf(position);
    scan();
    judge();
    return true;
  }

  /** Returns the offset of the record's first byte. */
  long startOffset() {
    return startOffset;
  }

  /** Returns the offset after the record's line end. */
  long endOffset() {
    return window.offsetOf(position);
  }

  /** Returns the number of fields, as far as a malformed record lets them be told apart. */
  int fields() {
    return 1 + closedFields + run.delimitersPassed();
  }

  @Nullable MalformedKind malformed() {
    return malformed;
  }

  /** Returns the array that holds a well-formed record until the next one is looked for. */
  byte[] bytes() {
    return window.bytes();
  }

  /** Returns where a well-formed record starts in {@link #bytes}. */
  int contentStart() {
    return start;
  }

  /** Returns where a well-formed record ends in {@link #bytes}, its line end left out. */
  int contentEnd() {
    return contentEnd;
  }

  /** Returns a copy of the record's first bytes, 1 KiB at most, malformed or not. */
  byte[] head() {
    return head != null
        ? head
        : Arrays.copyOfRange(window.bytes(), start, Math.min(contentEnd, start + HEAD));
  }

  private boolean skipBlankLines() throws IOException {
    while (true) {
      start = position;
      if (position == window.limit() && !refill()) {
        return false;
      }
      byte b = window.bytes()[position];
      if (b == '\n') {
        position++;
      } else if (b == '\r' && peek() == '\n') {
        position += 2;
      } else if (b == '\r' && peek() == END) {
        position++;
      } else {
        return true;
      }
    }
  }

  private void scan() throws IOException {
    while (true) {
      position = run.unquoted(window.bytes(), position, window.limit());
      if (position == window.limit()) {
        if (!refill()) {
          end(position, position);
          return;
        }
        continue;
      }
      byte b = window.bytes()[position];
      if (b == '\n') {
        end(position, position + 1);
        return;
      }
      boolean ended = b == '\r' ? endsAtReturn() : endsInQuotes();
      if (ended) {
        return;
      }
    }
  }

  private boolean endsAtReturn() throws IOException {
    int next = peek();
    if (next == '\n' || next == END) {
      end(position, position + (next == END ? 1 : 2));
      return true;
    }
    fault(MalformedKind.LONE_CR);
    position++;
    return false;
  }

  private boolean endsInQuotes() throws IOException {
    if (!opensField()) {
      position++;
      return false;
    }
    boolean ended;
    do {
      position++;
      ended = endsInQuotedField();
    } while (!ended && opensFieldAtOnce());
    return ended;
  }

  /** Spares quoted fields in a row the way through unquoted text. */
  private boolean opensFieldAtOnce() {
    byte[] bytes = window.bytes();
    return position < window.limit()
        && bytes[position] == quote
        && bytes[position - 1] == delimiter;
  }

  private boolean endsInQuotedField() throws IOException {
    quotedFrom = window.offsetOf(position);
    while (true) {
      position = run.quoted(window.bytes(), position, window.limit());
      if (firstNewline != NONE && window.offsetOf(position) - quotedFrom > limits.quotedLines()) {
        return endUnbalanced();
      }
      if (position == window.limit()) {
        if (!refill()) {
          return endUnbalanced();
        }
      } else if (window.bytes()[position] == '\n') {
        if (firstNewline == NONE) {
          firstNewline = position;
        }
        position++;
      } else if (peek() == quote) {
        position += 2;
      } else {
        return endsAfterClosingQuote();
      }
    }
  }

  private boolean endsAfterClosingQuote() throws IOException {
    int next = peek();
    if (next == delimiter) {
      firstNewline = NONE;
      closedFields++;
      position += 2;
      return false;
    }
    position++;
    boolean lineEnds = next == '\n' || next == END || (next == '\r' && isLineEnd(peek()));
    if (lineEnds) {
      firstNewline = NONE;
      return false;
    }
    if (firstNewline != NONE) {
      return endUnbalanced();
    }
    fault(MalformedKind.TEXT_AFTER_QUOTE);
    return false;
  }

  private static boolean isLineEnd(int b) {
    return b == '\n' || b == END;
  }

  /** A quote opens a field only as its first byte; DuckDB would also open one after blanks. */
  private boolean opensField() {
    byte[] bytes = window.bytes();
    int first = Math.max(start, 0);
    int before = position - 1;
    while (before >= first && bytes[before] == ' ') {
      before--;
    }
    if (before >= first && bytes[before] != delimiter) {
      return false;
    }
    if (before < position - 1) {
      fault(MalformedKind.BLANK_BEFORE_QUOTE);
      return false;
    }
    return true;
  }

  private boolean endUnbalanced() {
    fault(MalformedKind.UNBALANCED_QUOTE);
    if (firstNewline == NONE) {
      end(position, position);
      return true;
    }
    int newline = firstNewline;
    firstNewline = NONE;
    boolean returns = window.bytes()[newline - 1] == '\r';
    end(returns ? newline - 1 : newline, newline + 1);
    return true;
  }

  private void end(int contentEnd, int next) {
    this.contentEnd = contentEnd;
    this.position = next;
  }

  private void fault(MalformedKind kind) {
    if (malformed == null) {
      malformed = kind;
    }
  }

  private void judge() {
    if (window.offsetOf(contentEnd) - startOffset > limits.record()) {
      malformed = MalformedKind.TOO_LONG;
    } else if (malformed == null && expectedFields != ANY_FIELDS && fields() != expectedFields) {
      malformed =
          fields() < expectedFields ? MalformedKind.TOO_FEW_FIELDS : MalformedKind.TOO_MANY_FIELDS;
    } else if (malformed == null && !isValidText()) {
      malformed = MalformedKind.INVALID_UTF8;
    }
  }

  private boolean isValidText() {
    return run.passedOnlyAscii() || Utf8.isValid(window.bytes(), start, contentEnd);
  }

  /** Returns the byte after the current one, or {@link #END}. */
  private int peek() throws IOException {
    if (position + 1 == window.limit() && !refill()) {
      return END;
    }
    return window.bytes()[position + 1] & 0xff;
  }

  /** Reads on, keeping what is still needed: the record, or of a too long one its open quote. */
  private boolean refill() throws IOException {
    if (start != NONE && position - start > forgetAfter) {
      head = Arrays.copyOfRange(window.bytes(), start, start + Math.min(HEAD, limits.record()));
      start = NONE;
    }
    int keep = start != NONE ? start : (firstNewline != NONE ? firstNewline : position) - 1;
    boolean more = window.refill(keep);
    position -= keep;
    start = start == NONE ? NONE : start - keep;
    firstNewline = firstNewline == NONE ? NONE : firstNewline - keep;
    return more;
  }
}
