package io.truthound.temporal.reader.ndjson;

import io.truthound.temporal.reader.Words;
import java.util.Arrays;

/** Passes JSON byte by byte, and says what is wrong where it is. One line at a time. */
final class JsonScan {
  static final int MOST_DEPTH = 1_000;

  private static final long QUOTES = Words.of((byte) '"');
  private static final long BACKSLASHES = Words.of((byte) '\\');
  private static final long SPACES = Words.of((byte) ' ');

  private boolean[] objects = new boolean[16];
  private byte[] bytes = new byte[0];
  private int from;
  private int to;
  private int at;
  private boolean sawEscape;
  private int bits;

  /** Leaves a line at its first fault. */
  static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    Fault(String meaning) {
      super(meaning, null, false, false);
    }
  }

  /** Begins at the start of a line. */
  void begin(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    at = from;
    bits = 0;
    sawEscape = false;
  }

  int at() {
    return at;
  }

  /** Goes on from a place that was reached otherwise. */
  void goTo(int place) {
    at = place;
  }

  boolean ended() {
    return at == to;
  }

  /** Returns a negative number if what was passed has bytes beyond ASCII. */
  int bits() {
    return bits;
  }

  /** Says whether the last value has a backslash, and forgets it. */
  boolean tookEscape() {
    boolean saw = sawEscape;
    sawEscape = false;
    return saw;
  }

  /** Passes a colon and the space around it. */
  void colon() throws Fault {
    space();
    if (peek() != ':') {
      throw unexpected();
    }
    at++;
    space();
  }

  /** Passes a comma, or the end of an object or array; says whether it was a comma. */
  boolean separates(char close) throws Fault {
    byte found = peek();
    if (found != ',' && found != close) {
      throw unexpected();
    }
    at++;
    return found == ',';
  }

  /** Passes any value. */
  JsonLine.Kind value() throws Fault {
    return switch (peek()) {
      case '"' -> {
        string();
        yield JsonLine.Kind.STRING;
      }
      case '{', '[' -> {
        nested();
        yield JsonLine.Kind.NESTED;
      }
      case 't' -> word("true", JsonLine.Kind.TRUE);
      case 'f' -> word("false", JsonLine.Kind.FALSE);
      case 'n' -> word("null", JsonLine.Kind.NULL);
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
        if (depth == objects.length) {
          objects = Arrays.copyOf(objects, Math.min(2 * depth, MOST_DEPTH + 1));
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

  private JsonLine.Kind word(String word, JsonLine.Kind kind) throws Fault {
    for (int i = 0; i < word.length(); i++) {
      if (peek() != word.charAt(i)) {
        throw unexpected();
      }
      at++;
    }
    return kind;
  }

  private JsonLine.Kind number() throws Fault {
    int first = at < to && bytes[at] == '-' ? at + 1 : at;
    at = digitsEnd(first);
    if (at > first && bytes[first] == '0') {
      at = first + 1;
    }
    JsonLine.Kind kind = JsonLine.Kind.INTEGER;
    if (at < to && bytes[at] == '.') {
      at = digitsEnd(at + 1);
      kind = JsonLine.Kind.REAL;
    }
    if (at < to && (bytes[at] == 'e' || bytes[at] == 'E')) {
      boolean signed = at + 1 < to && (bytes[at + 1] == '+' || bytes[at + 1] == '-');
      at = digitsEnd(signed ? at + 2 : at + 1);
      kind = JsonLine.Kind.REAL;
    }
    return kind;
  }

  /** Returns where the digits end of which at least one must stand here. */
  private int digitsEnd(int first) throws Fault {
    byte[] text = bytes;
    int limit = to;
    int i = first;
    while (i < limit && text[i] >= '0' && text[i] <= '9') {
      i++;
    }
    if (i == first) {
      at = first;
      throw unexpected();
    }
    return i;
  }

  /** Passes a string. */
  void string() throws Fault {
    if (peek() != '"') {
      throw unexpected();
    }
    int i = at + 1;
    while (true) {
      i = plainEnd(i);
      byte b = i < to ? bytes[i] : 0;
      if (b == '"') {
        at = i + 1;
        return;
      }
      if (b == '\\') {
        sawEscape = true;
        at = i;
        escape();
        i = at;
      } else if (b < 0) {
        bits |= b;
        i++;
      } else {
        at = Math.min(i, to);
        throw unexpected();
      }
    }
  }

  /** Returns the index of the next quote, backslash, control character or byte beyond ASCII. */
  private int plainEnd(int from) {
    byte[] text = bytes;
    int i = from;
    while (i <= text.length - Long.BYTES) {
      long marks = endsOfPlainText(Words.at(text, i));
      if (marks != 0) {
        return i + Words.before(marks);
      }
      i += Long.BYTES;
    }
    while (i < to && text[i] >= ' ' && text[i] != '"' && text[i] != '\\') {
      i++;
    }
    return i;
  }

  /** Marks such a byte by its highest bit. The lowest mark is right; others may be wrong. */
  static long endsOfPlainText(long word) {
    // The lowest byte that is less than what is taken from it is the lowest with a mark.
    return (((word ^ QUOTES) - Words.LOW_BITS)
            | ((word ^ BACKSLASHES) - Words.LOW_BITS)
            | (word - SPACES)
            | word)
        & Words.HIGH_BITS;
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

  void space() {
    while (at < to
        && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
      at++;
    }
  }

  byte peek() throws Fault {
    if (at >= to) {
      throw unexpected();
    }
    return bytes[at];
  }

  Fault unexpected() {
    return new Fault(
        at >= to ? "the line ends inside its object" : "not JSON at byte " + (at - from));
  }
}
