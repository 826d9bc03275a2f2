package io.truthound.temporal.reader.csv;

import io.truthound.temporal.reader.Words;

/** Runs over text up to the next byte that matters, and remembers what it passed. */
final class TextRun {
  private static final long NEWLINES = Words.of((byte) '\n');
  private static final long RETURNS = Words.of((byte) '\r');

  private final byte delimiter;
  private final byte quote;
  private final long delimiters;
  private final long quotes;
  private int delimitersPassed;
  private long bitsPassed;

  TextRun(CsvDialect dialect) {
    delimiter = dialect.delimiter();
    quote = dialect.quote();
    delimiters = Words.of(delimiter);
    quotes = Words.of(quote);
  }

  /** Forgets what was passed. */
  void reset() {
    delimitersPassed = 0;
    bitsPassed = 0;
  }

  /** Returns how many delimiters lay in the unquoted text. */
  int delimitersPassed() {
    return delimitersPassed;
  }

  /** Returns whether all bytes were ASCII; may be false because of bytes up to 7 further on. */
  boolean passedOnlyAscii() {
    return (bitsPassed & Words.HIGH_BITS) == 0;
  }

  /** Returns the index of the next newline, return or quote, or {@code limit}. */
  int unquoted(byte[] bytes, int from, int limit) {
    int at = from;
    int count = 0;
    long seen = 0;
    while (at <= limit - Long.BYTES) {
      long word = Words.at(bytes, at);
      long stops =
          Words.firstZero(word ^ NEWLINES)
              | Words.firstZero(word ^ RETURNS)
              | Words.firstZero(word ^ quotes);
      long found = Words.zeros(word ^ delimiters);
      seen |= word;
      if (stops != 0) {
        count += Words.count(found & (Long.lowestOneBit(stops) - 1));
        at += Words.before(stops);
        break;
      }
      count += Words.count(found);
      at += Long.BYTES;
    }
    while (at < limit && bytes[at] != '\n' && bytes[at] != '\r' && bytes[at] != quote) {
      count += bytes[at] == delimiter ? 1 : 0;
      seen |= bytes[at++];
    }
    bitsPassed |= seen;
    delimitersPassed += count;
    return at;
  }

  /** Returns the index of the next newline or quote, or {@code limit}. */
  int quoted(byte[] bytes, int from, int limit) {
    int at = from;
    long seen = 0;
    while (at <= limit - Long.BYTES) {
      long word = Words.at(bytes, at);
      long stops = Words.firstZero(word ^ NEWLINES) | Words.firstZero(word ^ quotes);
      seen |= word;
      if (stops != 0) {
        at += Words.before(stops);
        break;
      }
      at += Long.BYTES;
    }
    while (at < limit && bytes[at] != '\n' && bytes[at] != quote) {
      seen |= bytes[at++];
    }
    bitsPassed |= seen;
    return at;
  }
}
