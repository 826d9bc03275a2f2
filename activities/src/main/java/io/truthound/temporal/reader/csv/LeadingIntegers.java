package io.truthound.temporal.reader.csv;

import io.truthound.temporal.reader.Words;

/**
 * Counts how many of the first columns hold only digits, or nothing, in every line that it is
 * shown. The last column never counts, nor those behind the first few: identifiers come first.
 */
final class LeadingIntegers {
  /** As many bytes of a line as can matter. */
  static final int MOST_BYTES = 160;

  private static final int MOST_COLUMNS = 8;

  private final byte delimiter;
  private final long delimiters;
  private final int most;
  private int columns;

  LeadingIntegers(CsvDialect dialect, int columns) {
    delimiter = dialect.delimiter();
    delimiters = Words.of(delimiter);
    most = Math.min(columns - 1, MOST_COLUMNS);
    reset();
  }

  /** Forgets all lines. */
  void reset() {
    columns = most;
  }

  int columns() {
    return columns;
  }

  /** Takes the first bytes of a line. */
  void look(byte[] line) {
    int fields = 0;
    for (int at = 0; at < line.length && fields < columns; at++) {
      if (line[at] == delimiter) {
        fields++;
      } else if (line[at] < '0' || line[at] > '9') {
        break;
      }
    }
    columns = Math.min(columns, fields);
  }

  /** Takes the line that begins at this byte of the words; its end is among them. */
  void look(long[] words, int index) {
    int fields = 0;
    int at = index;
    long others = 0;
    while (others == 0 && fields < columns) {
      long word = unaligned(words, at);
      long found = Words.zeros(word ^ delimiters);
      others = ~(Words.digits(word) | found) & Words.HIGH_BITS;
      fields += Words.count(found & (Long.lowestOneBit(others) - 1));
      at += Long.BYTES;
    }
    columns = Math.min(columns, fields);
  }

  private static long unaligned(long[] words, int at) {
    int index = at / Long.BYTES;
    int shift = at % Long.BYTES * Byte.SIZE;
    return shift == 0
        ? words[index]
        : (words[index] >>> shift) | (words[index + 1] << (Long.SIZE - shift));
  }
}
