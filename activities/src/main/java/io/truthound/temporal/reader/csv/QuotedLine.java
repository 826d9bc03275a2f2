package io.truthound.temporal.reader.csv;

/** Reads one line with quotes as a record that ends with it. */
final class QuotedLine {
  private final byte delimiter;
  private final byte quote;
  private int fields;
  private boolean literal;

  QuotedLine(CsvDialect dialect) {
    delimiter = dialect.delimiter();
    quote = dialect.quote();
  }

  /**
   * Takes the bytes of a line, its newline left out. Returns false if a quoted field does not end
   * in it, or does not end where a field may.
   */
  boolean read(byte[] bytes, int from, int to) {
    fields = 0;
    literal = false;
    int at = from;
    while (at <= to) {
      int end =
          at < to && bytes[at] == quote ? quotedEnd(bytes, at, to) : unquotedEnd(bytes, at, to);
      if (end < 0) {
        return false;
      }
      fields++;
      at = end + 1;
    }
    return true;
  }

  int fields() {
    return fields;
  }

  /** Returns whether a quote stood within an unquoted field. */
  boolean hasLiteralQuotes() {
    return literal;
  }

  private int unquotedEnd(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != delimiter) {
      literal |= bytes[at] == quote;
      at++;
    }
    return at;
  }

  private int quotedEnd(byte[] bytes, int from, int to) {
    int at = from + 1;
    while (at < to) {
      if (bytes[at] != quote) {
        at++;
      } else if (at + 1 < to && bytes[at + 1] == quote) {
        at += 2;
      } else {
        return at + 1 == to || bytes[at + 1] == delimiter ? at + 1 : -1;
      }
    }
    return -1;
  }
}
