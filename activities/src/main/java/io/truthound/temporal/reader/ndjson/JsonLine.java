package io.truthound.temporal.reader.ndjson;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line as a JSON object (RFC 8259, in UTF-8) and finds its members; whatever lies deeper
 * is looked at for its form only.
 */
final class JsonLine {
  static final int MOST_DEPTH = 1_000;

  /** What a value is. */
  enum Kind {
    NULL,
    TRUE,
    FALSE,
    INTEGER,
    REAL,
    STRING,
    /** An object or an array. */
    NESTED
  }

  private static final int MEMBERS = 64;

  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private final CharBuffer decoded = CharBuffer.allocate(1 << 13);
  private final boolean[] objects = new boolean[MOST_DEPTH + 1];
  private int[] keyStarts = new int[MEMBERS];
  private int[] keyEnds = new int[MEMBERS];
  private int[] valueStarts = new int[MEMBERS];
  private int[] valueEnds = new int[MEMBERS];
  private Kind[] kinds = new Kind[MEMBERS];
  private boolean[] escaped = new boolean[MEMBERS];
  private int members;

  private byte[] bytes = new byte[0];
  private int from;
  private int to;
  private int at;
  private boolean sawEscape;
  private int bits;

  /** Leaves a line at its first fault. */
  private static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    Fault(String meaning) {
      super(meaning, null, false, false);
    }
  }

  /** Takes a line; returns what is wrong with it, for a person, or null. */
  @Nullable String read(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    at = from;
    members = 0;
    bits = 0;
    try {
      object();
    } catch (Fault fault) {
      return fault.getMessage();
    }
    return bits < 0 && !isUtf8() ? "bytes that are not UTF-8" : null;
  }

  byte[] bytes() {
    return bytes;
  }

  int members() {
    return members;
  }

  /** Says whether a member's name is written exactly so. */
  boolean isNamed(int member, byte[] name) {
    return Arrays.equals(bytes, keyStarts[member] + 1, keyEnds[member] - 1, name, 0, name.length);
  }

  String name(int member) {
    byte[] text = new byte[keyEnds[member] - keyStarts[member]];
    int length = JsonStrings.decode(bytes, keyStarts[member] + 1, keyEnds[member] - 1, text, 0);
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  Kind kind(int member) {
    return kinds[member];
  }

  int valueStart(int member) {
    return valueStarts[member];
  }

  int valueEnd(int member) {
    return valueEnds[member];
  }

  /** Says whether a string has a backslash. */
  boolean isEscaped(int member) {
    return escaped[member];
  }

  private void object() throws Fault {
    space();
    if (at == to || bytes[at] != '{') {
      throw new Fault("not a JSON object");
    }
    at++;
    space();
    if (peek() == '}') {
      at++;
    } else {
      do {
        member();
        space();
      } while (separates('}'));
    }
    space();
    if (at < to) {
      throw new Fault("text after the object at byte " + (at - from));
    }
  }

  private void member() throws Fault {
    if (members == keyStarts.length) {
      grow();
    }
    space();
    keyStarts[members] = at;
    string();
    keyEnds[members] = at;
    colon();
    valueStarts[members] = at;
    sawEscape = false;
    kinds[members] = value();
    escaped[members] = sawEscape;
    valueEnds[members] = at;
    members++;
  }

  private void grow() {
    int capacity = members * 2;
    keyStarts = Arrays.copyOf(keyStarts, capacity);
    keyEnds = Arrays.copyOf(keyEnds, capacity);
    valueStarts = Arrays.copyOf(valueStarts, capacity);
    valueEnds = Arrays.copyOf(valueEnds, capacity);
    kinds = Arrays.copyOf(kinds, capacity);
    escaped = Arrays.copyOf(escaped, capacity);
  }

  private void colon() throws Fault {
    space();
    if (peek() != ':') {
      throw unexpected();
    }
    at++;
    space();
  }

  /** Passes a comma, or the end of an object or array; says whether it was a comma. */
  private boolean separates(char close) throws Fault {
    byte found = peek();
    if (found != ',' && found != close) {
      throw unexpected();
    }
    at++;
    return found == ',';
  }

  private Kind value() throws Fault {
    return switch (peek()) {
      case '"' -> {
        string();
        yield Kind.STRING;
      }
      case '{', '[' -> {
        nested();
        yield Kind.NESTED;
      }
      case 't' -> word("true", Kind.TRUE);
      case 'f' -> word("false", Kind.FALSE);
      case 'n' -> word("null", Kind.NULL);
      default -> number();
    };
  }

  /** Passes an object or array and all in it, without recursion. */
  private void nested() throws Fault {
    int depth = 0;
    do {
      space();
      byte found = peek();
      boolean opens = found == '{' || found == '[';
      if (opens) {
        if (++depth > MOST_DEPTH) {
          throw new Fault("nested deeper than 1,000");
        }
        objects[depth] = found == '{';
        at++;
        space();
        if (peek() != close(depth)) {
          memberName(depth);
          continue;
        }
        at++;
        depth--;
      } else {
        value();
      }
      while (depth > 0) {
        space();
        if (separates(close(depth))) {
          space();
          memberName(depth);
          break;
        }
        depth--;
      }
    } while (depth > 0);
  }

  private char close(int depth) {
    return objects[depth] ? '}' : ']';
  }

  /** Passes the name of a member, if it is an object that lies at this depth. */
  private void memberName(int depth) throws Fault {
    if (objects[depth]) {
      string();
      colon();
    }
  }

  private Kind word(String word, Kind kind) throws Fault {
    for (int i = 0; i < word.length(); i++) {
      if (peek() != word.charAt(i)) {
        throw unexpected();
      }
      at++;
    }
    return kind;
  }

  private Kind number() throws Fault {
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits();
    }
    Kind kind = Kind.INTEGER;
    if (at < to && bytes[at] == '.') {
      at++;
      digits();
      kind = Kind.REAL;
    }
    if (at < to && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
      kind = Kind.REAL;
    }
    return kind;
  }

  private void digits() throws Fault {
    byte first = peek();
    if (first < '0' || first > '9') {
      throw unexpected();
    }
    while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
  }

  private void string() throws Fault {
    if (peek() != '"') {
      throw unexpected();
    }
    int i = at + 1;
    int seen = 0;
    while (i < to) {
      byte b = bytes[i];
      seen |= b;
      if (b == '"') {
        bits |= seen;
        at = i + 1;
        return;
      }
      if (b == '\\') {
        sawEscape = true;
        at = i;
        escape();
        i = at;
      } else if (b >= 0 && b < ' ') {
        at = i;
        throw unexpected();
      } else {
        i++;
      }
    }
    at = to;
    throw unexpected();
  }

  private void escape() throws Fault {
    int start = at++;
    byte letter = peek();
    if ("\"\\/bfnrt".indexOf(letter) >= 0) {
      at++;
      return;
    }
    if (letter != 'u') {
      throw unexpected();
    }
    at++;
    char unit = fourHexDigits();
    if (!Character.isSurrogate(unit)) {
      return;
    }
    boolean paired =
        Character.isHighSurrogate(unit) && at + 1 < to && bytes[at] == '\\' && bytes[at + 1] == 'u';
    if (paired) {
      at += 2;
      paired = Character.isLowSurrogate(fourHexDigits());
    }
    if (!paired) {
      throw new Fault("half of a surrogate pair at byte " + (start - from));
    }
  }

  private char fourHexDigits() throws Fault {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw unexpected();
      }
      unit = (unit << 4) | digit;
      at++;
    }
    return (char) unit;
  }

  private void space() {
    while (at < to
        && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
      at++;
    }
  }

  private byte peek() throws Fault {
    if (at >= to) {
      throw unexpected();
    }
    return bytes[at];
  }

  private Fault unexpected() {
    return new Fault(
        at >= to ? "the line ends inside its object" : "not JSON at byte " + (at - from));
  }

  private boolean isUtf8() {
    ByteBuffer line = ByteBuffer.wrap(bytes, from, to - from);
    utf8.reset();
    CoderResult result;
    do {
      decoded.clear();
      result = utf8.decode(line, decoded, true);
    } while (result.isOverflow());
    return result.isUnderflow();
  }
}
