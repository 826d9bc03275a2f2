package io.truthound.temporal.reader.csv;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads CSV the slow and obvious way: the whole text in one array, one byte after the other. */
final class SlowCsv {
  private static final int END = -1;

  /** One record; {@code values} hold null for an empty unquoted field, and count only if sound. */
  record Row(
      int start, int end, @Nullable MalformedKind malformed, List<@Nullable String> values) {}

  private final byte[] text;
  private final CsvDialect dialect;
  private final CsvLimits limits;
  private final int expectedFields;

  private int at;
  private int contentEnd;
  private @Nullable MalformedKind fault;
  private List<byte[]> fields = new ArrayList<>();

  private SlowCsv(byte[] text, CsvDialect dialect, CsvLimits limits, int expectedFields) {
    this.text = text;
    this.dialect = dialect;
    this.limits = limits;
    this.expectedFields = expectedFields;
  }

  static List<Row> rows(
      byte[] text, int from, CsvDialect dialect, CsvLimits limits, int expectedFields) {
    SlowCsv csv = new SlowCsv(text, dialect, limits, expectedFields);
    csv.at = from;
    List<Row> rows = new ArrayList<>();
    while (csv.at < text.length) {
      int lineEnd = csv.lineEnd(csv.at);
      if (lineEnd > 0) {
        csv.at += lineEnd;
      } else {
        rows.add(csv.row());
      }
    }
    return rows;
  }

  private Row row() {
    int start = at;
    fault = null;
    fields = new ArrayList<>();
    boolean more = true;
    while (more) {
      more = byteAt(at) == dialect.quote() ? quotedField() : plainField(at);
    }
    return new Row(start, at, kind(start), values());
  }

  private @Nullable MalformedKind kind(int start) {
    if (contentEnd - start > limits.record()) {
      return MalformedKind.TOO_LONG;
    }
    if (fault == null && fields.size() != expectedFields) {
      return fields.size() < expectedFields
          ? MalformedKind.TOO_FEW_FIELDS
          : MalformedKind.TOO_MANY_FIELDS;
    }
    if (fault == null) {
      try {
        StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(text, start, contentEnd - start));
      } catch (CharacterCodingException e) {
        return MalformedKind.INVALID_UTF8;
      }
    }
    return fault;
  }

  /** Reads on to the end of a field that began at {@code fieldStart}; false if the record ends. */
  private boolean plainField(int fieldStart) {
    while (true) {
      int b = byteAt(at);
      int lineEnd = lineEnd(at);
      if (b == END || lineEnd > 0 || b == dialect.delimiter()) {
        field(fieldStart, at);
        contentEnd = at;
        at += b == END ? 0 : Math.max(lineEnd, 1);
        return b == dialect.delimiter();
      }
      if (b == '\r') {
        fault(MalformedKind.LONE_CR);
      }
      if (b == dialect.quote() && at > fieldStart && isBlank(fieldStart, at)) {
        fault(MalformedKind.BLANK_BEFORE_QUOTE);
      }
      at++;
    }
  }

  private boolean quotedField() {
    int open = at;
    int close = open + 1;
    while (byteAt(close) != END
        && (byteAt(close) != dialect.quote() || byteAt(close + 1) == dialect.quote())) {
      close += byteAt(close) == dialect.quote() ? 2 : 1;
    }
    int newline = open;
    while (newline < close && text[newline] != '\n') {
      newline++;
    }
    boolean spansLines = newline < close;
    int next = byteAt(close + 1);
    boolean closed =
        byteAt(close) != END
            && (next == dialect.delimiter() || next == END || lineEnd(close + 1) > 0);
    boolean tooFar = close - open - 1 > limits.quotedLines();
    if (byteAt(close) == END || (spansLines && (!closed || tooFar))) {
      fault(MalformedKind.UNBALANCED_QUOTE);
      at = spansLines ? newline + 1 : text.length;
      contentEnd = spansLines ? newline : text.length;
      contentEnd -= spansLines && text[newline - 1] == '\r' ? 1 : 0;
      return false;
    }
    at = close + 1;
    if (closed) {
      return plainField(open);
    }
    fault(MalformedKind.TEXT_AFTER_QUOTE);
    return plainField(open);
  }

  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] != ' ') {
        return false;
      }
    }
    return true;
  }

  private List<@Nullable String> values() {
    List<@Nullable String> values = new ArrayList<>();
    String quote = Character.toString(dialect.quote());
    for (byte[] field : fields) {
      String value = new String(field, StandardCharsets.UTF_8);
      boolean quoted = value.length() > 1 && value.startsWith(quote);
      values.add(
          quoted
              ? value.substring(1, value.length() - 1).replace(quote + quote, quote)
              : value.isEmpty() ? null : value);
    }
    return values;
  }

  private void field(int from, int to) {
    byte[] field = new byte[to - from];
    System.arraycopy(text, from, field, 0, field.length);
    fields.add(field);
  }

  private void fault(MalformedKind kind) {
    fault = fault == null ? kind : fault;
  }

  private int byteAt(int index) {
    return index < text.length ? text[index] & 0xff : END;
  }

  private int lineEnd(int index) {
    if (byteAt(index) == '\n') {
      return 1;
    }
    if (byteAt(index) == '\r' && byteAt(index + 1) == '\n') {
      return 2;
    }
    return byteAt(index) == '\r' && byteAt(index + 1) == END ? 1 : 0;
  }
}
